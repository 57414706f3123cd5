import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, NotFound } from '#platform/errors.ts';
import { AssessmentId } from '#platform/ids.ts';
import { getVersion, type MethodologyVersion } from '../../methodology/index.ts';
import { scoreMethodology } from '../rules.ts';
import { readAgreed, readCycle, readEvidenceCounts, readGroupScores, readPlace, readSigned, readStates, type PlaceRow } from '../store.ts';
import type { PreviousCycle, Profile, Waiting } from './model.ts';
import { profileRight, readerOf, type Reader } from './policy.ts';
import { carryOver, type Earlier } from './previous.ts';
import { areasOf, profileNodes, strengthsOf } from './rules.ts';

/**
 * The profile of an assessment. Throws NotFound when it does not exist in this region or the actor may not know of it,
 * and Conflict (`profile_not_opened`, `profile_not_signed`) when it is not there yet for this actor.
 */
export async function profileOf(context: Context, assessmentId: string): Promise<Profile> {
	const found = await profileOrWaiting(context, assessmentId);
	if (found.ready) return found.profile;
	throw new Conflict(found.waiting.reason === 'not-opened' ? 'profile_not_opened' : 'profile_not_signed');
}

/** The profile, or by when it is expected; for the page, which answers that with words instead of an error. */
export async function profileOrWaiting(context: Context, assessmentId: string): Promise<{ ready: true; reader: Reader; profile: Profile } | { ready: false; reader: Reader; waiting: Waiting }> {
	const parsed = AssessmentId.safeParse(assessmentId);
	const place = parsed.success ? await readPlace(context, parsed.data) : undefined;
	if (!place) throw new NotFound();
	const where = { institutionId: place.institution.id, state: place.state, isAssessor: place.isAssessor };
	const [reader, right] = [readerOf(context.actor, where), profileRight(context.actor, where)];
	if (reader === null || right === 'hidden') throw new NotFound();
	if (right === 'read') return { ready: true, reader, profile: await build(context, place) };
	const { id, name, startsOn, endsOn } = place.cycle;
	return { ready: false, reader, waiting: { reason: right, institution: place.institution, cycle: { id, name, startsOn, endsOn }, endsOn: place.endsOn } };
}

async function build(context: Context, place: PlaceRow): Promise<Profile> {
	const version = await getVersion(context, place.cycle.methodologyVersionId);
	const { document } = version;
	const agreed = await readAgreed(context, place.id);
	const scores = await readGroupScores(context, place.id);
	const evidence = await readEvidenceCounts(context, place.id);
	const scoring = scoreMethodology(document, place.cycle.mode, agreed);
	const previous = await previousOf(context, place, version);
	const { nodes, overall } = profileNodes({ document, mode: place.cycle.mode, scoring, agreed, scores, evidence, earlier: previous?.earlier ?? null });
	const mode = document.modes.find(({ id }) => id === place.cycle.mode);
	if (!mode) throw new Error(`The methodology has no mode "${place.cycle.mode}"`);
	const { id, name, startsOn, endsOn } = place.cycle;
	return {
		assessmentId: place.id,
		institution: place.institution,
		cycle: { id, name, startsOn, endsOn },
		methodology: { slug: version.slug, version: version.version, sha256: version.sha256, title: document.title, adaptation: document.adaptation },
		mode,
		state: place.state,
		signed: place.state === 'signed',
		signedOn: place.state === 'signed' && place.signedAt ? dayOf(place.signedAt) : null,
		nodes,
		overall,
		limiters: scoring.limiters,
		ignored: scoring.ignored,
		previous: previous?.cycle ?? null,
		strengths: strengthsOf(nodes),
		areas: areasOf(nodes)
	};
}

async function previousOf(context: Context, place: PlaceRow, current: MethodologyVersion): Promise<{ cycle: PreviousCycle; earlier: ((nodeId: string) => Earlier) | null } | null> {
	const cycle = place.cycle.previousCycleId === null ? undefined : await readCycle(context, place.cycle.previousCycleId);
	const state = cycle && (await readStates(context, cycle.id)).get(place.institution.id);
	if (!cycle || !state) return null;
	const { name, startsOn, endsOn } = cycle;
	const refused = state !== 'signed' ? 'not-signed' : cycle.mode !== place.cycle.mode ? 'other-mode' : null;
	if (refused) return { cycle: { name, startsOn, endsOn, refused }, earlier: null };
	const version = await getVersion(context, cycle.methodologyVersionId);
	const agreed = (await readSigned(context, cycle.id, place.institution.id)).get(place.institution.id) ?? [];
	const scoring = scoreMethodology(version.document, cycle.mode, agreed);
	return { cycle: { name, startsOn, endsOn, refused }, earlier: carryOver({ ...version, scoring }, current) };
}
