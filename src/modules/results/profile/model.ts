import type { LocalizedText } from '#platform/locale.ts';
import type { Ratio } from '#platform/ratio.ts';
import type { AssessmentState, Judgement } from '../../assessment/index.ts';
import type { Localized, MethodologyNode, Refusal } from '../../methodology/index.ts';
import type { NodeScore, Scoring, Spread } from '../model.ts';

/** A node of the profile: its figure, where it stands in the methodology, and what the group wrote. */
export interface ProfileNode extends NodeScore {
	readonly kind: MethodologyNode['kind'];
	readonly title: Localized;
	/** 0 at the top of the methodology. */
	readonly depth: number;
	/** One of the nodes that the profile draws as bars and the board as columns: the topmost that are not parts. */
	readonly main: boolean;
	/** Set on nodes that the group scores; null on those whose value is derived, and where nothing was agreed yet. */
	readonly judgement: Judgement | null;
	readonly justification: string;
	readonly strengths: string;
	readonly improvements: string;
	readonly priority: number | null;
	/** Pieces of evidence that support the node. */
	readonly evidence: number;
	/** Members' own values; null where fewer than three judged the node. */
	readonly spread: Spread | null;
	/** External evaluators' own values, beside and never inside the group's. */
	readonly evaluators: Spread | null;
	/** The value in the previous cycle, or why there is none to show. */
	readonly previous: Ratio | null;
	readonly previousRefused: Refusal | null;
}

/** What the previous cycle can be asked for: `refused` says why nothing of it is shown. */
export interface PreviousCycle {
	readonly name: LocalizedText;
	readonly startsOn: string;
	readonly endsOn: string;
	readonly refused: 'not-signed' | 'other-mode' | null;
}

export interface Remark {
	readonly nodeId: string;
	readonly title: Localized;
	readonly text: string;
}
export interface Area extends Remark {
	/** 1 first … 3 later; null where the group set none. */
	readonly priority: number | null;
	readonly value: Ratio | null;
	readonly scale: NodeScore['scale'];
}

/** The profile of one institution in one cycle. */
export interface Profile {
	readonly assessmentId: string;
	readonly institution: { readonly id: string; readonly slug: string; readonly name: LocalizedText; readonly invented: boolean };
	readonly cycle: { readonly id: string; readonly name: LocalizedText; readonly startsOn: string; readonly endsOn: string };
	readonly methodology: { readonly slug: string; readonly version: string; readonly sha256: string; readonly title: Localized; readonly adaptation: Localized };
	readonly mode: { readonly id: string; readonly title: Localized; readonly text: Localized };
	readonly state: AssessmentState;
	/** False: a draft that may still change. */
	readonly signed: boolean;
	/** `YYYY-MM-DD`, once signed. */
	readonly signedOn: string | null;
	/** In reading order, down to the scored nodes. */
	readonly nodes: readonly ProfileNode[];
	readonly overall: ProfileNode;
	readonly limiters: Scoring['limiters'];
	readonly ignored: Scoring['ignored'];
	/** Null when the cycle has none before it, or the institution took no part in it. */
	readonly previous: PreviousCycle | null;
	readonly strengths: readonly Remark[];
	/** Most urgent first: by priority, then the lowest value, then reading order. */
	readonly areas: readonly Area[];
}

/** A page that may not be shown yet says so, and by when it is expected. */
export interface Waiting {
	readonly reason: 'not-opened' | 'not-signed';
	readonly institution: Profile['institution'];
	readonly cycle: Profile['cycle'];
	/** The day by which the assessment should be finished. */
	readonly endsOn: string;
}
