import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const texts = z.array(z.string().min(1)).min(1);
const ofNode = z.object({ strengths: texts, improvements: texts, justification: texts });
const byLanguage = <T extends z.ZodType>(item: T) => z.object({ lv: item, lt: item });
const Comments = z
	.object({
		dissent: byLanguage(texts),
		cannotJudge: byLanguage(texts),
		notApplicable: byLanguage(texts),
		summaries: byLanguage(texts),
		leftOut: byLanguage(texts),
		evidence: byLanguage(z.array(z.object({ title: z.string(), note: z.string() })).min(1))
	})
	.catchall(byLanguage(ofNode));

/** Invented remarks in one language. */
export interface Remarks {
	readonly dissent: readonly string[];
	readonly cannotJudge: readonly string[];
	readonly notApplicable: readonly string[];
	readonly summaries: readonly string[];
	readonly leftOut: readonly string[];
	readonly evidence: readonly { title: string; note: string }[];
	ofNode(nodeId: string): z.infer<typeof ofNode>;
}

/** Reads the invented remarks of both languages from comments.yaml beside this file. */
export async function readRemarks(): Promise<Record<'lv' | 'lt', Remarks>> {
	const all = Comments.parse(parse(await readFile(join(import.meta.dirname, 'comments.yaml'), 'utf8')));
	const inLanguage = (language: 'lv' | 'lt'): Remarks => ({
		dissent: all.dissent[language],
		cannotJudge: all.cannotJudge[language],
		notApplicable: all.notApplicable[language],
		summaries: all.summaries[language],
		leftOut: all.leftOut[language],
		evidence: all.evidence[language],
		ofNode: (nodeId) => {
			const node = all[nodeId] as z.infer<ReturnType<typeof byLanguage<typeof ofNode>>> | undefined;
			if (!node) throw new Error(`comments.yaml has no remarks for ${nodeId}`);
			return node[language];
		}
	});
	return { lv: inLanguage('lv'), lt: inLanguage('lt') };
}
