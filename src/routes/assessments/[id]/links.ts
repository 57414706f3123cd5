import type { AssessmentHome, Step } from '#modules/assessment/index.ts';

/** A place of an assessment; `text` ends the message keys `scoring_link_…` and `scoring_go_…`. */
interface Place {
	readonly href: string;
	readonly text: string;
}

const stepPlaces: Partial<Record<Step, readonly [path: string, text: string]>> = {
	form_group: ['/group', 'group'],
	score: ['/score', 'score'],
	continue: ['/score', 'score'],
	open_consensus: ['/consensus', 'consensus'],
	lead_consensus: ['/consensus', 'consensus'],
	take_part: ['/consensus', 'consensus'],
	sign: ['/consensus', 'consensus'],
	read_result: ['/profile', 'profile']
};

/** Where the next step is done; null when there is nothing to do but wait. */
export function stepLink({ assessment, step }: AssessmentHome): Place | null {
	const place = stepPlaces[step];
	return place ? { href: `/assessments/${assessment.id}${place[0]}`, text: place[1] } : null;
}

/** The pages of the assessment that are open to this person in this state. */
export function linksOf({ assessment, own, progress }: AssessmentHome): Place[] {
	const { rights, state } = assessment;
	const opened = state !== 'scoring';
	const onPaper = progress.assessors.some((a) => a.onPaper);
	const places: [shown: boolean, path: string, text?: string][] = [
		[own !== null, 'score'],
		[rights.lead || rights.region, 'group'],
		[rights.lead && onPaper, 'enter'],
		[rights.lead || rights.head || own !== null || (rights.region && state === 'signed'), 'evidence'],
		[rights.lead || (opened && (rights.head || own !== null)) || (rights.region && state === 'signed'), 'consensus'],
		[opened, 'profile'],
		[opened, 'perception'],
		[opened, 'report'],
		// Before the opening the page of reports has only the sheets to print, which is when a group needs them.
		[!opened && assessment.cycleState === 'open', 'report', 'sheets']
	];
	return places.filter(([shown]) => shown).map(([, path, text = path]) => ({ href: `/assessments/${assessment.id}/${path}`, text }));
}
