import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';
import { cycleProgress, listCycles, listEvidence, type AssessmentState } from '../assessment/index.ts';
import { listPeople } from '../identity/index.ts';
import { getVersion, listDrafts, listVersions, scoredNodes } from '../methodology/index.ts';
import { listInstitutions } from '../territory/index.ts';
import { projectPages } from './sitemap-projects.ts';
import { surveyPages } from './sitemap-surveys.ts';

export interface SitemapPage {
	readonly path: string;
	/** The role of the demonstration whose link opens the page; null: nobody needs to be signed in. */
	readonly role: string | null;
}

const visitorPages = ['/', '/about', '/accessibility', '/texts', '/sign-in', '/sign-in/code', '/sign-in/sent', '/sign-in/link/unknown', '/invitation/unknown', '/set-up?token=unknown'];
const personalPages = ['/desk', '/account', '/institutions', '/cycles', '/methodologies'];

/**
 * Every kind of page with a real example from the demonstration, for checks of accessibility and weight. Only for the
 * program itself, and only of a demonstration.
 */
export async function sitemap(context: Context): Promise<SitemapPage[]> {
	if (!context.actor.system || !context.demo) throw new Forbidden();
	const cycles = await listCycles(context);
	const current = cycles.find((c) => c.state === 'open');
	const past = cycles.find((c) => c.state === 'closed');
	const [institution] = await listInstitutions(context);
	const as = (role: string | null, ...paths: (string | null)[]): SitemapPage[] => paths.flatMap((path) => (path === null ? [] : [{ path, role }]));
	const roles = ['administrator', 'coordinator', 'lead', 'head', 'member', 'evaluator', 'viewer', 'researcher', 'project-manager'];
	const pages = [
		...as(null, ...visitorPages),
		...roles.flatMap((role) => as(role, '/desk')),
		...as('coordinator', ...personalPages.slice(1), institution ? `/institutions/${institution.id}` : null, '/institutions/new', '/cycles/new', '/audit'),
		...(await peoplePages(context, as)),
		...(await methodologyPages(context, as)),
		...cyclePages(current?.id, past?.id, as),
		...(await surveyPages(context, current?.id, as)),
		...(await projectPages(context, as))
	];
	if (current) pages.push(...(await assessmentPages(context, current.id, as)));
	return pages;
}

/** Pages of one role; null is left out. */
export type As = (role: string | null, ...paths: (string | null)[]) => SitemapPage[];

async function peoplePages(context: Context, as: As): Promise<SitemapPage[]> {
	const { memberships } = await listPeople(context);
	const member = memberships.find((m) => m.role === 'member');
	return [
		...as('administrator', '/people', '/people/invite', '/outbox'),
		...(member ? as('administrator', `/people/${member.personId}`, `/people/${member.personId}/erase`, `/people/memberships/${member.id}/revoke`) : []),
		...as('lead', '/people', '/people/invite')
	];
}

async function methodologyPages(context: Context, as: As): Promise<SitemapPage[]> {
	const versions = await listVersions(context);
	const [draft] = await listDrafts(context);
	const read = await Promise.all(
		versions.map(async (version) => {
			const node = scoredNodes((await getVersion(context, version.id)).document)[0];
			return as('coordinator', `/methodologies/${version.id}`, node ? `/methodologies/${version.id}/nodes/${node.id}` : null);
		})
	);
	return [...read.flat(), ...as('coordinator', '/methodologies/import'), ...(draft ? as('coordinator', `/methodologies/drafts/${draft.id}`, `/methodologies/drafts/${draft.id}/nodes/1.1`, `/methodologies/drafts/${draft.id}/texts`) : [])];
}

function cyclePages(current: string | undefined, past: string | undefined, as: As): SitemapPage[] {
	return [
		...(current ? [...as('coordinator', `/cycles/${current}`, `/cycles/${current}/board`, `/cycles/${current}/extend`, `/cycles/${current}/close`, `/cycles/${current}/cancel`), ...as('lead', `/cycles/${current}`)] : []),
		...(past ? as('coordinator', `/cycles/${past}`, `/cycles/${past}/board`, `/cycles/${past}/reopen`) : [])
	];
}

async function assessmentPages(context: Context, cycleId: string, as: As): Promise<SitemapPage[]> {
	const progress = await cycleProgress(context, cycleId);
	const inState = (state: AssessmentState) => progress.filter((p) => p.state === state);
	const consensus = inState('consensus')[0];
	const proposed = inState('proposed')[0];
	const signed = inState('signed').find((p) => p.institutionSlug === 'viesite-day-centre');
	const scoring = inState('scoring').find((p) => p.institutionSlug === 'rokiskis-youth-centre');
	const pages: SitemapPage[] = [];
	if (consensus) {
		const base = `/assessments/${consensus.assessmentId}`;
		const [evidence] = await listEvidence(context, consensus.institutionId);
		const paper = consensus.assessors.find((a) => a.onPaper);
		pages.push(
			...as('lead', base, `${base}/group`, `${base}/group/new`, `${base}/group/invite`, `${base}/score`, `${base}/score/1.1`, `${base}/consensus`, `${base}/consensus/1.1`, `${base}/consensus/9.2`, `${base}/evidence`, `${base}/profile`, `${base}/perception`, `${base}/report`),
			...as('evaluator', base, `${base}/score`, `${base}/score/6.1`, `${base}/consensus`, evidence ? `${base}/evidence` : null),
			...(paper ? as('lead', `${base}/group/${paper.assessorId}`) : [])
		);
	}
	if (proposed) pages.push(...as('head', `/assessments/${proposed.assessmentId}`, `/assessments/${proposed.assessmentId}/consensus`, `/assessments/${proposed.assessmentId}/profile`));
	if (signed) pages.push(...as('viewer', `/assessments/${signed.assessmentId}/profile`, `/assessments/${signed.assessmentId}/perception`), ...as('coordinator', `/assessments/${signed.assessmentId}/profile`, `/assessments/${signed.assessmentId}/perception`, `/assessments/${signed.assessmentId}/report`));
	if (scoring) {
		const base = `/assessments/${scoring.assessmentId}`;
		pages.push(...as('member', base, `${base}/score`, `${base}/score/1.1`, `${base}/score/6.2`, `${base}/evidence`), ...as('coordinator', base));
	}
	return pages;
}
