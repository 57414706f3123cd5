import { createDemoLinks } from '#modules/identity/index.ts';
import type { Runtime } from '#platform/runtime.ts';

/** Whom the demonstration's links sign in: role → mail address of the invented person. */
export const accounts: Record<string, string> = {
	administrator: 'administrator@zemgale.example',
	coordinator: 'coordinator@zemgale.example',
	lead: 'lead@jaunjelgava-group-home.example',
	head: 'head@dobele-multifunctional-centre.example',
	member: 'member1@rokiskis-youth-centre.example',
	evaluator: 'evaluator@jaunjelgava-group-home.example',
	viewer: 'viewer@viesite-day-centre.example'
};

/** Links that sign the invented people in, as absolute addresses: role → address. */
export async function demoLinks(runtime: Runtime, origin: string): Promise<Record<string, string>> {
	const people = await runtime.database.global((tx) =>
		tx
			.selectFrom('person')
			.innerJoin('person_region', 'person_region.person_id', 'person.id')
			.innerJoin('region', 'region.id', 'person_region.region_id')
			.select(['person.id', 'person.email', 'region.id as region'])
			.where('region.demo', '=', true)
			.where('person.email', 'in', Object.values(accounts))
			.execute()
	);
	const known = Object.entries(accounts).flatMap(([role, email]) => people.filter((p) => p.email === email).map((p) => ({ role, personId: p.id, regionId: p.region })));
	const paths = await createDemoLinks(runtime.database, runtime.clock, known);
	return Object.fromEntries(Object.entries(paths).map(([role, path]) => [role, `${origin}${path}`]));
}
