import type { Actor, Membership, Role } from '#platform/access.ts';
import { InstitutionId, MembershipId, PersonId, type RegionId } from '#platform/ids.ts';
import type { Locale } from '#platform/locale.ts';
import { systemActor } from '#platform/access.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import type { Seeded } from './seed.ts';

export interface DemoPerson {
	readonly id: PersonId;
	readonly name: string;
	readonly locale: Locale;
	readonly actor: Actor;
}

// Common given names and family names, put together by chance: nobody in particular.
const names = {
	lv: {
		women: ['Inese', 'Baiba', 'Daiga', 'Līga', 'Sanita', 'Vineta', 'Aija', 'Dzintra', 'Gunta', 'Zane', 'Ilze', 'Evija', 'Maruta', 'Solvita', 'Iveta', 'Kristīne'],
		womenFamily: ['Ozoliņa', 'Kalniņa', 'Liepiņa', 'Bērziņa', 'Vītola', 'Krūmiņa', 'Zariņa', 'Balode', 'Priede', 'Ābele', 'Cīrule', 'Dzene', 'Kļaviņa', 'Lāce', 'Rubene', 'Strazdiņa'],
		men: ['Aivars', 'Guntis', 'Māris', 'Raitis', 'Uldis', 'Valdis', 'Edgars', 'Normunds'],
		menFamily: ['Ozols', 'Kalējs', 'Bērziņš', 'Vītols', 'Zariņš', 'Balodis', 'Krauklis', 'Cīrulis']
	},
	lt: {
		women: ['Rasa', 'Jolanta', 'Vilma', 'Asta', 'Daiva', 'Jurgita', 'Lina', 'Nijolė', 'Rūta', 'Aušra', 'Ieva', 'Gintarė'],
		womenFamily: ['Kazlauskienė', 'Jankauskienė', 'Petrauskaitė', 'Butkutė', 'Žukauskienė', 'Paulauskienė', 'Balčiūnaitė', 'Urbonienė', 'Navickaitė', 'Ramanauskienė', 'Stankutė', 'Gudaitė'],
		men: ['Darius', 'Arvydas', 'Tomas', 'Mindaugas', 'Vytautas', 'Saulius'],
		menFamily: ['Kazlauskas', 'Jankauskas', 'Petrauskas', 'Butkus', 'Žukauskas', 'Urbonas']
	}
} as const;

/** Draws names without repeating one. */
export function nameGiver(seed: Seeded): (language: 'lv' | 'lt') => string {
	const given = new Set<string>();
	return (language) => {
		const pool = names[language];
		for (;;) {
			const woman = seed.chance(0.8);
			const name = woman ? `${seed.pick(pool.women)} ${seed.pick(pool.womenFamily)}` : `${seed.pick(pool.men)} ${seed.pick(pool.menFamily)}`;
			if (given.has(name)) continue;
			given.add(name);
			return name;
		}
	};
}

/** Writes an invented person with memberships and returns them as an actor that commands accept. */
export async function recordPerson(
	runtime: Runtime,
	regionId: RegionId,
	person: { name: string; locale: Locale; email: string | null; roles: readonly { role: Role; institutionId: InstitutionId | null }[] }
): Promise<DemoPerson> {
	const id = PersonId.parse(runtime.newId());
	const now = runtime.clock.now();
	await runtime.database.global(async (tx) => {
		await tx.insertInto('person').values({ id, name: person.name, email: person.email, locale: person.locale, invented: true, created_at: now }).execute();
		await tx.insertInto('person_region').values({ person_id: id, region_id: regionId }).execute();
	});
	const memberships: Membership[] = person.roles.map((r) => ({ id: MembershipId.parse(runtime.newId()), role: r.role, institutionId: r.institutionId }));
	await inContext(
		{ regionId, actor: systemActor, locale: person.locale },
		(context) =>
			context.tx
				.insertInto('membership')
				.values(memberships.map((m) => ({ region_id: regionId, id: m.id, person_id: id, role: m.role, institution_id: m.institutionId, granted_at: now })))
				.execute(),
		runtime
	);
	return { id, name: person.name, locale: person.locale, actor: { personId: id, name: person.name, memberships, system: false } };
}
