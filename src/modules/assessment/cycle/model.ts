import type { LocalizedText } from '#platform/locale.ts';
import type { CycleId, MethodologyVersionId, PersonId } from '#platform/ids.ts';
import type { AssessmentState, CycleState } from '../lifecycle.ts';

/** Which methodology a cycle is to use: a version the region has, or one of the library that the region adopts by this. */
export type MethodologyChoice = { readonly versionId: string } | { readonly librarySha256: string };

/** What a coordinator fills in for a cycle. Days are `YYYY-MM-DD`. */
export interface CycleInput {
	/** At least one language. */
	readonly name: LocalizedText;
	readonly methodology: MethodologyChoice;
	/** Id of one of the methodology's scoring modes; fixed for the cycle. */
	readonly mode: string;
	readonly institutionIds: readonly string[];
	readonly startsOn: string;
	readonly endsOn: string;
	readonly previousCycleId: string | null;
}

export interface Cycle {
	readonly id: CycleId;
	readonly name: LocalizedText;
	readonly state: CycleState;
	readonly methodologyVersionId: MethodologyVersionId;
	readonly mode: string;
	readonly startsOn: string;
	readonly endsOn: string;
	readonly coordinatorId: PersonId;
	readonly coordinatorName: string;
	readonly previousCycleId: CycleId | null;
	/** Why it was reopened or cancelled; null when it was not. */
	readonly reason: string | null;
	readonly remindedOn: string | null;
	readonly revision: number;
}

/** How far one assessor is: counts only, never what was judged. */
export interface AssessorProgress {
	readonly assessorId: string;
	readonly name: string;
	readonly kind: 'member' | 'evaluator';
	readonly onPaper: boolean;
	/** Sub-criteria with an answer of any kind ("cannot judge" and "not applicable" among them). */
	readonly done: number;
	readonly finished: boolean;
	readonly leftOut: boolean;
	/** The end has passed and this assessor has not finished. */
	readonly late: boolean;
}

/** How far one institution of a cycle is. */
export interface AssessmentProgress {
	readonly assessmentId: string;
	readonly institutionId: string;
	readonly institutionSlug: string;
	readonly institutionName: LocalizedText;
	readonly state: AssessmentState;
	readonly endsOn: string;
	/** Whole days to the end; negative once it has passed. */
	readonly daysLeft: number;
	/** The end has passed and the consensus is not signed. */
	readonly late: boolean;
	/** Number of sub-criteria that each assessor answers. */
	readonly total: number;
	/** In the order in which they were added; those left out are among them. */
	readonly assessors: readonly AssessorProgress[];
	/** Assessors that count: not left out. */
	readonly groupSize: number;
	readonly finishedCount: number;
}
