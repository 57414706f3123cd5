import { z } from 'zod';
import type { Values } from '../methodology/index.ts';

/** Blank ("cannot judge") is never zero; "not applicable" is a third thing and carries its reason. */
export const Judgement = z.enum(['judged', 'cannot-judge', 'not-applicable']);
export type Judgement = z.infer<typeof Judgement>;

/** One judgement of one node, by an assessor or as the agreed consensus. `values` is null unless it was judged. */
export interface NodeJudgement {
	readonly nodeId: string;
	readonly judgement: Judgement;
	readonly values: Values | null;
}
