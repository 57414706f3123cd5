import type { AssessmentState, CycleState } from '../lifecycle.ts';

/** The one thing that comes next for a person in an assessment; each has a sentence `scoring_step_<name>`. */
export const steps = [
	'over',
	'cancelled',
	'form_group',
	'score',
	'continue',
	'open_consensus',
	'wait_for_others',
	'wait_for_opening',
	'lead_consensus',
	'take_part',
	'sign',
	'wait_for_signature',
	'read_result',
	'follow'
] as const;
export type Step = (typeof steps)[number];

interface Situation {
	readonly cycle: CycleState;
	readonly state: AssessmentState;
	readonly lead: boolean;
	readonly head: boolean;
	/** The person's own place in the group, unless left out. */
	readonly own: { readonly onPaper: boolean; readonly finished: boolean; readonly started: boolean } | null;
	readonly groupSize: number;
	readonly finishedCount: number;
}

/** What this person does next. Own scoring comes before leading: nobody else can do it. */
export function nextStep(s: Situation): Step {
	if (s.cycle === 'cancelled') return 'cancelled';
	if (s.state === 'signed') return 'read_result';
	if (s.cycle !== 'open') return 'over';
	if (s.state === 'scoring') return scoringStep(s);
	if (s.state === 'consensus') return s.lead ? 'lead_consensus' : s.own ? 'take_part' : 'follow';
	return s.head ? 'sign' : 'wait_for_signature';
}

function scoringStep(s: Situation): Step {
	if (s.own && !s.own.onPaper && !s.own.finished) return s.own.started ? 'continue' : 'score';
	if (s.lead && s.groupSize === 0) return 'form_group';
	if (s.lead) return s.finishedCount === s.groupSize ? 'open_consensus' : 'wait_for_others';
	return s.own ? (s.finishedCount === s.groupSize ? 'wait_for_opening' : 'wait_for_others') : 'follow';
}
