import type { Ratio } from '#platform/ratio.ts';
import type { NodeJudgement } from '../assessment/index.ts';
import type { EvaluationKind, Localized, Values } from '../methodology/index.ts';

/** How many of the scored nodes at or below a node were judged. `total` is judged + blank: what does not apply is not expected. */
export interface Coverage {
	readonly judged: number;
	/** "Cannot judge", or no judgement at all. */
	readonly blank: number;
	readonly notApplicable: number;
	readonly total: number;
}

/** The fulfilment level (band) that a value has reached; `index` counts from 0 in the order of the scale. */
export interface LevelReached {
	readonly index: number;
	readonly from: number;
	readonly to: number;
	readonly name: Localized;
}

/** How a value was formed: from what was entered (the kind of evaluator), or from the values of the children. */
export type Rule = EvaluationKind | 'mean' | 'lowest' | 'none';

/** Why a node has no value: nothing judged, nothing applies, the methodology does not combine it, or its parts use different scales. */
export type NoValue = 'blank' | 'not-applicable' | 'not-combined' | 'mixed-scales' | 'nothing-scored';

/** A child that went into a value, or was left out of it because it has none. */
export interface Input {
	readonly nodeId: string;
	readonly value: Ratio | null;
	readonly weight: Ratio;
}

/** What a reader needs to calculate the value again by hand. */
export interface Explanation {
	readonly rule: Rule;
	/** The integers that were agreed; null where the value comes from children or nothing was judged. */
	readonly entered: Values | null;
	/** Children in reading order; those without a value took no part. */
	readonly inputs: readonly Input[];
	readonly noValue: NoValue | null;
	readonly methodology: { readonly slug: string; readonly version: string; readonly mode: string };
}

/** A limiter lowered the value `from` → `to`. */
export interface Limited {
	readonly by: string;
	readonly from: Ratio;
	readonly to: Ratio;
}

export interface NodeScore {
	/** Id of the node; `overall` for the figure over the whole methodology. */
	readonly nodeId: string;
	/** Exact, after limiters; null is "no value" and never zero. */
	readonly value: Ratio | null;
	/** The one scale of everything scored below; null when there is none or there are several. */
	readonly scale: { readonly id: string; readonly min: number; readonly max: number; readonly levels: readonly { readonly from: number; readonly to: number; readonly name: Localized }[] } | null;
	/** Decimals it is shown with: none for an entered integer or the lowest of such, one for another derived value, two on scales of ten points or fewer. */
	readonly places: number;
	readonly level: LevelReached | null;
	readonly coverage: Coverage;
	readonly limited: Limited | null;
	readonly explanation: Explanation;
}

/**
 * `applied`: the value was lowered. `no-effect`: the condition holds, but the value is not above the cap. `clear`: the
 * condition does not hold. `unchecked`: nothing is below, but at least one node of the condition has no value.
 */
export type LimiterState = 'applied' | 'no-effect' | 'clear' | 'unchecked';

export interface LimiterOutcome {
	readonly id: string;
	readonly title: Localized;
	readonly explanation: Localized;
	readonly state: LimiterState;
	/** The node it caps, and at what. */
	readonly node: string;
	readonly at: number;
	/** Nodes of the condition that are below its threshold. */
	readonly below: readonly string[];
	/** Nodes of the condition without a value that could have been below it. */
	readonly unchecked: readonly string[];
}

export interface Scoring {
	/** Every node down to the scored ones, in reading order; requirements below a scored node have no value of their own. */
	readonly nodes: readonly NodeScore[];
	readonly overall: NodeScore;
	readonly limiters: readonly LimiterOutcome[];
	/** Judgements that took no part: of a node that the methodology does not score, or with values that its scale does not know. */
	readonly ignored: readonly { readonly nodeId: string; readonly reason: 'not-scored' | 'wrong-values' }[];
}

/** Lowest and highest of the scores of `people` assessors. */
export interface Spread {
	readonly low: Ratio;
	readonly high: Ratio;
	readonly people: number;
}

/** What a group agreed on one node. */
export interface AgreedRow extends NodeJudgement {
	readonly justification: string;
	readonly strengths: string;
	readonly improvements: string;
	readonly priority: number | null;
}

/** What one assessor scored on one node; read only where scores are opened. */
export interface GroupScoreRow extends NodeJudgement {
	readonly assessorId: string;
	readonly kind: 'member' | 'evaluator';
}
