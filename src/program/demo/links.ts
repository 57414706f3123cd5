import { systemActor } from '#platform/access.ts';
import { RegionId } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { createDemoLinks } from '#modules/identity/index.ts';
import { demonstrationLink, listSurveys, surveySecret } from '#modules/survey/index.ts';

/** Whom the demonstration's links sign in: role → mail address of the invented person. */
export const accounts: Record<string, string> = {
	administrator: 'administrator@zemgale.example',
	coordinator: 'coordinator@zemgale.example',
	lead: 'lead@jaunjelgava-group-home.example',
	head: 'head@dobele-multifunctional-centre.example',
	member: 'member1@rokiskis-youth-centre.example',
	evaluator: 'evaluator@jaunjelgava-group-home.example',
	viewer: 'viewer@viesite-day-centre.example',
	researcher: 'researcher@zemgale.example',
	'project-manager': 'project-manager@zemgale.example'
};

/** Links that sign the invented people in, and links into the open survey, as absolute addresses: name → address. */
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
	const regionId = people[0]?.region;
	const surveys = regionId ? await surveyPaths(runtime, RegionId.parse(regionId)) : {};
	return Object.fromEntries(Object.entries({ ...paths, ...surveys }).map(([name, path]) => [name, `${origin}${path}`]));
}

/** Open links into the demonstration's survey of clients: standard on one page, easy to read, one question a page. */
async function surveyPaths(runtime: Runtime, regionId: RegionId): Promise<Record<string, string>> {
	const secret = await surveySecret(runtime.config);
	return inContext(
		{ regionId, actor: systemActor, locale: 'en' },
		async (context): Promise<Record<string, string>> => {
			const open = (await listSurveys(context)).find((survey) => survey.audience === 'clients' && survey.answering === 'open' && survey.variants.includes('easy'));
			if (!open) return {};
			return {
				survey: `/s/${await demonstrationLink(context, secret, open.id, { layout: 'page', variant: 'standard' })}`,
				'survey-easy': `/s/${await demonstrationLink(context, secret, open.id, { layout: 'page', variant: 'easy' })}`,
				'survey-steps': `/s/${await demonstrationLink(context, secret, open.id, { layout: 'steps', variant: 'standard' })}`
			};
		},
		runtime
	);
}
