import type { LocalizedText } from '#platform/locale.ts';
import type { Ratio } from '#platform/ratio.ts';
import type { AssessmentState } from '../../assessment/index.ts';
import type { Localized } from '../../methodology/index.ts';
import type { NodeScore } from '../model.ts';
import type { PreviousCycle, Profile } from '../profile/model.ts';

/** One figure of a signed profile. */
export interface BoardCell extends Pick<NodeScore, 'value' | 'scale' | 'places' | 'level' | 'coverage' | 'limited'> {
	readonly noValue: NodeScore['explanation']['noValue'];
	/** Present value less the one of the previous cycle; null where they cannot be compared. */
	readonly change: Ratio | null;
	/** The level as one of six tints, 1 for the lowest and 6 for the highest; null without a value. */
	readonly tint: 1 | 2 | 3 | 4 | 5 | 6 | null;
}

export interface BoardRow {
	readonly assessmentId: string;
	readonly institution: { readonly id: string; readonly slug: string; readonly name: LocalizedText };
	readonly state: AssessmentState;
	/** Its end has passed and it is not signed. */
	readonly late: boolean;
	readonly endsOn: string;
	/** Assessors who have finished, of all who count. */
	readonly finished: number;
	readonly groupSize: number;
	/** Scored nodes that the group has agreed on, of all. */
	readonly agreed: number;
	readonly total: number;
	/** One for each column; null until the profile is signed. */
	readonly cells: readonly BoardCell[] | null;
	/** Null until signed, and where the methodology gives no overall figure. */
	readonly overall: BoardCell | null;
}

export interface BoardColumn {
	readonly nodeId: string;
	readonly title: Localized;
	readonly scale: NodeScore['scale'];
	/** Decimals of the median. */
	readonly places: number;
	/** Over signed profiles with a value; null for fewer than three. */
	readonly median: Ratio | null;
}

/** Institutions × criteria of one cycle, for those who run the region. */
export interface Board {
	readonly cycle: Profile['cycle'];
	readonly methodology: Profile['methodology'];
	readonly mode: Profile['mode'];
	readonly columns: readonly BoardColumn[];
	readonly hasOverall: boolean;
	readonly previous: PreviousCycle | null;
	readonly rows: readonly BoardRow[];
	readonly signed: number;
}
