import { systemActor } from '#platform/access.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { RegionId, type IdSource } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { closeCycle, createCycle, cycleProgress, extendAssessment, openCycle } from '#modules/assessment/index.ts';
import { adoptFromLibrary, createDraft, getVersion, listLibrary } from '#modules/methodology/index.ts';
import { readRemarks } from './comments.ts';
import { accounts } from './links.ts';
import { nameGiver, recordPerson, type DemoPerson } from './people.ts';
import { seeded, storyClock, type Seeded } from './seed.ts';
import { inventTeam, playAssessment, type Stage, type Stagehand, type Team } from './story.ts';
import { adoptQuestionnaires, holdSurveys, leaveDrafts, stillOpen } from './surveys.ts';
import { institutions, recordDemoTerritory } from './territory.ts';
import { recordDemoProgramme } from './programme.ts';
import { recordDemoProjects } from './projects.ts';
import { recordRunningProject } from './running.ts';
import { readVoices } from './voices.ts';

export interface DemoOptions {
	/** Everything ends signed, as for the reports; otherwise the current cycle is under way. */
	readonly finished: boolean;
	/** Told after every institution's assessment: how many of how many are done. */
	readonly progress?: (done: number, total: number) => void;
}

/** How each institution is doing in the current cycle; one is late. */
const stages: Record<string, { stage: Stage; level: number; progress: number }> = {
	'auce-service-apartments': { stage: 'begun', level: 38, progress: 6 },
	'dobele-multifunctional-centre': { stage: 'proposed', level: 52, progress: 11 },
	'jaunjelgava-group-home': { stage: 'consensus', level: 44, progress: 9 },
	'viesite-day-centre': { stage: 'signed', level: 47, progress: 14 },
	'joniskis-open-youth-centre': { stage: 'finished', level: 55, progress: 5 },
	'kretinga-day-activity-centre': { stage: 'signed', level: 60, progress: 8 },
	'rokiskis-youth-centre': { stage: 'scoring', level: 50, progress: 7 }
};

/**
 * Makes the demonstration region: Zemgale, the seven institutions of project LLI-317, invented people, a finished cycle
 * two years ago and one under way. The same seed and clock give the same rows; every step goes through the commands.
 */
export async function seedDemonstration(runtime: Runtime, options: DemoOptions = { finished: false }): Promise<RegionId> {
	const seed = seeded('socquality-demonstration');
	const today = runtime.clock.now();
	const clock = storyClock(shift(today, -1040));
	const stage: Runtime = { ...runtime, clock, newId: seed.newId, demo: true, enqueue: async () => undefined };
	const regionId = await makeRegion(stage, seed.newId);
	const administrator = await account(stage, regionId, seed, 'administrator');
	const coordinator = await account(stage, regionId, seed, 'coordinator');
	await account(stage, regionId, seed, 'researcher');
	const manager = await account(stage, regionId, seed, 'project-manager');
	const system = <T>(work: (context: Context) => Promise<T>) => inContext({ regionId, actor: systemActor, locale: 'en' }, work, stage);
	const asCoordinator = <T>(work: (context: Context) => Promise<T>) => inContext({ regionId, actor: coordinator.actor, locale: 'lv' }, work, stage);

	const territory = await system(recordDemoTerritory);
	const institutionIds = territory.institutions;
	await inContext({ regionId, actor: manager.actor, locale: 'lv' }, (context) => recordDemoProjects(context, territory), stage);
	await inContext({ regionId, actor: manager.actor, locale: 'lv' }, (context) => recordDemoProgramme(context, territory), stage);
	const versions = await system(async (context) => {
		const adopted = new Map<string, string>();
		for (const entry of await listLibrary(context)) adopted.set(entry.slug, await adoptFromLibrary(context, entry.sha256));
		return adopted;
	});
	const versionId = versions.get('caf-social-services') ?? '';
	const { document } = await system((context) => getVersion(context, versionId));
	const hand: Stagehand = { runtime: stage, regionId, seed, clock, document, mode: 'fine-tuned', giveName: nameGiver(seed) };
	const remarks = await readRemarks();
	const [voices, questionnaires] = [await readVoices(), await system(adoptQuestionnaires)];
	const teams: Team[] = [];
	for (const institution of institutions) {
		const id = institutionIds.get(institution.slug);
		if (id) teams.push(await inventTeam(hand, institution, id, { accounts: institution.slug === 'viesite-day-centre', evaluator: institution.slug === 'jaunjelgava-group-home' || institution.slug === 'kretinga-day-activity-centre' }));
	}

	let done = 0;
	const play = async (cycleId: string, at: Date, plotOf: (team: Team) => { stage: Stage; level: number; progress: number; leaveOneOut: boolean }) => {
		const progress = await asCoordinator((context) => cycleProgress(context, cycleId));
		for (const team of teams) {
			const assessment = progress.find((p) => p.institutionId === team.institutionId);
			if (!assessment) throw new Error(`The cycle lacks ${team.institution.slug}`);
			clock.set(at.toISOString());
			await playAssessment(hand, team, assessment.assessmentId, remarks[team.institution.language], plotOf(team));
			options.progress?.(++done, teams.length * 2);
		}
	};
	const newCycle = (year: number, startsOn: Date, endsOn: Date, previousCycleId: string | null) =>
		asCoordinator(async (context) => {
			const id = await createCycle(context, {
				name: { lv: `Pašnovērtējums ${year}`, lt: `Savęs vertinimas ${year}`, en: `Self-assessment ${year}` },
				methodology: { versionId },
				mode: 'fine-tuned',
				institutionIds: teams.map((t) => t.institutionId),
				startsOn: dayOf(startsOn),
				endsOn: dayOf(endsOn),
				previousCycleId
			});
			await openCycle(context, id);
			return id;
		});

	const [firstStart, firstEnd] = [shiftDate(today, -820), shiftDate(today, -720)];
	clock.set(firstStart.toISOString());
	const first = await newCycle(firstStart.getUTCFullYear(), firstStart, firstEnd, null);
	await play(first, shiftDate(firstStart, 14), (team) => ({ stage: 'signed', level: stages[team.institution.slug]?.level ?? 45, progress: 0, leaveOneOut: team.institution.slug === 'viesite-day-centre' }));
	await holdSurveys(hand, teams, voices, questionnaires, { cycleId: first, opensAt: shiftDate(firstStart, 20), progress: 0, stillOpen: [] });
	clock.set(firstEnd.toISOString());
	await asCoordinator((context) => closeCycle(context, first));

	const [start, end] = [shiftDate(today, -76), shiftDate(today, options.finished ? 21 : -4)];
	clock.set(start.toISOString());
	const current = await newCycle(today.getUTCFullYear(), start, end, first);
	if (!options.finished) {
		clock.set(shiftDate(start, 10).toISOString());
		await asCoordinator(async (context) => {
			const late = institutionIds.get('auce-service-apartments');
			for (const p of await cycleProgress(context, current)) if (p.institutionId !== late) await extendAssessment(context, p.assessmentId, dayOf(shiftDate(today, 17)));
		});
	}
	await play(current, shiftDate(start, 12), (team) => {
		const plot = stages[team.institution.slug] ?? { stage: 'signed', level: 45, progress: 5 };
		return { ...plot, stage: options.finished ? 'signed' : plot.stage, leaveOneOut: team.institution.slug === 'kretinga-day-activity-centre' };
	});
	await holdSurveys(hand, teams, voices, questionnaires, { cycleId: current, opensAt: shiftDate(start, 14), progress: 0.07, stillOpen: options.finished ? [] : [stillOpen] });
	if (!options.finished) {
		clock.set(today.toISOString());
		await inContext({ regionId, actor: manager.actor, locale: 'lv' }, (context) => recordRunningProject(context, territory), stage);
		await inContext({ regionId, actor: administrator.actor, locale: 'lv' }, (context) => createDraft(context, { versionId }), stage);
		const planning = teams.find((team) => team.institution.slug === stillOpen);
		if (planning) await leaveDrafts(hand, planning, questionnaires, { cycleId: current, opensAt: shiftDate(today, 7) });
	}
	return regionId;
}

async function makeRegion(runtime: Runtime, newId: IdSource): Promise<RegionId> {
	const id = RegionId.parse(newId());
	const name = { lv: 'Zemgales plānošanas reģions', lt: 'Žiemgalos planavimo regionas', en: 'Zemgale Planning Region' };
	await runtime.database.global((tx) => tx.insertInto('region').values({ id, slug: 'zemgale', name: JSON.stringify(name), demo: true, created_at: runtime.clock.now() }).execute());
	return id;
}

const accountNames = { administrator: 'Raimonds Eglītis', coordinator: 'Anita Saulīte', researcher: 'Jānis Rudzītis', 'project-manager': 'Dace Liepiņa' };

async function account(runtime: Runtime, regionId: RegionId, seed: Seeded, role: keyof typeof accountNames): Promise<DemoPerson> {
	return recordPerson(runtime, regionId, { name: accountNames[role], locale: 'lv', email: accounts[role] ?? null, roles: [{ role, institutionId: null }] });
}

const shiftDate = (from: Date, days: number): Date => new Date(from.getTime() + days * 86_400_000);
const shift = (from: Date, days: number): string => shiftDate(from, days).toISOString();
