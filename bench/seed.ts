import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { AssessmentState, NodeJudgement } from '#modules/assessment/index.ts';
import { canonicalText, hashOfText, scoredNodes, type MethodologyDocument } from '#modules/methodology/index.ts';

/** Many rows at once, written past the commands: for measuring and for tests that need a whole cycle in one state. */

const rowsAtOnce = 2000;

async function inPortions<Row>(rows: readonly Row[], insert: (portion: Row[]) => Promise<unknown>): Promise<void> {
	for (let from = 0; from < rows.length; from += rowsAtOnce) await insert(rows.slice(from, from + rowsAtOnce));
}

export async function seedVersion(context: Context, document: MethodologyDocument): Promise<string> {
	const text = canonicalText(document);
	const id = context.newId();
	await context.tx
		.insertInto('methodology_version')
		.values({ region_id: context.regionId, id, slug: document.id, version: document.version, sha256: hashOfText(text), document: text, published_at: context.now })
		.execute();
	return id;
}

export interface CyclePlan {
	readonly document: MethodologyDocument;
	readonly versionId: string;
	readonly mode: string;
	readonly startsOn?: string;
	readonly previousCycleId?: string | null;
	readonly institutionIds: readonly string[];
	readonly coordinatorId: string;
	/** The people who assess; in every institution the same. */
	readonly assessors: readonly { readonly personId: string; readonly kind?: 'member' | 'evaluator'; readonly leftOut?: boolean }[];
	state(institution: number): AssessmentState;
	/** What an assessor (by number) or the group (`consensus`) says of a node; null for nothing. */
	judge(institution: number, nodeId: string, who: number | 'consensus'): Omit<NodeJudgement, 'nodeId'> & { strengths?: string; improvements?: string; priority?: number | null } | null;
}

/** Writes a cycle with its assessments; consensus only where the state has one. Returns the assessments in the order of the institutions. */
export async function seedCycle(context: Context, plan: CyclePlan): Promise<{ cycleId: string; assessmentIds: string[] }> {
	const { regionId: region_id, now, tx } = context;
	const cycleId = context.newId();
	await tx
		.insertInto('cycle')
		.values({ region_id, id: cycleId, name: JSON.stringify({ lv: 'Cikls', lt: 'Ciklas', en: 'Cycle' }), methodology_version_id: plan.versionId, mode: plan.mode, state: 'open', starts_on: plan.startsOn ?? '2026-09-01', ends_on: '2026-12-18', coordinator_id: plan.coordinatorId, previous_cycle_id: plan.previousCycleId ?? null, created_at: now })
		.execute();
	const nodes = scoredNodes(plan.document).map(({ id }) => id);
	const assessments = plan.institutionIds.map((institution_id, number) => ({ number, institution_id, id: context.newId(), state: plan.state(number) }));
	await inPortions(assessments, (some) =>
		tx
			.insertInto('assessment')
			.values(some.map(({ institution_id, id, state }) => ({ region_id, id, cycle_id: cycleId, institution_id, state, opened_at: state === 'scoring' ? null : now, signed_at: state === 'signed' ? now : null })))
			.execute()
	);
	const assessors = assessments.flatMap((a) => plan.assessors.map((person, who) => ({ assessment: a, who, id: context.newId(), person })));
	await inPortions(assessors, (some) =>
		tx
			.insertInto('assessor')
			.values(some.map(({ assessment, id, person }) => ({ region_id, id, assessment_id: assessment.id, person_id: person.personId, kind: person.kind ?? 'member', added_at: now, finished_at: person.leftOut ? null : now, left_out_at: person.leftOut ? now : null, left_out_reason: person.leftOut ? 'ill' : null })))
			.execute()
	);
	const scores = assessors.flatMap(({ assessment, who, id }) =>
		nodes.flatMap((node_id) => {
			const said = plan.judge(assessment.number, node_id, who);
			return said ? [{ id: context.newId(), assessment_id: assessment.id, assessor_id: id, node_id, judgement: said.judgement, values: said.values, reason: said.judgement === 'not-applicable' ? 'none here' : '' }] : [];
		})
	);
	await inPortions(scores, (some) =>
		sql`insert into score (region_id, id, assessment_id, assessor_id, node_id, judgement, "values", reason, updated_at)
			select ${region_id}::uuid, id, assessment_id, assessor_id, node_id, judgement, nullif("values", 'null'), reason, ${now}::timestamptz
			from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r (id uuid, assessment_id uuid, assessor_id uuid, node_id text, judgement text, "values" jsonb, reason text)`.execute(tx)
	);
	const agreed = assessments
		.filter(({ state }) => state !== 'scoring')
		.flatMap((assessment) =>
			nodes.flatMap((node_id) => {
				const said = plan.judge(assessment.number, node_id, 'consensus');
				return said ? [{ id: context.newId(), assessment_id: assessment.id, node_id, judgement: said.judgement, values: said.values, strengths: said.strengths ?? '', improvements: said.improvements ?? '', priority: said.priority ?? null }] : [];
			})
		);
	await inPortions(agreed, (some) =>
		sql`insert into consensus (region_id, id, assessment_id, node_id, judgement, "values", justification, strengths, improvements, priority, updated_at)
			select ${region_id}::uuid, id, assessment_id, node_id, judgement, nullif("values", 'null'), 'agreed', strengths, improvements, priority, ${now}::timestamptz
			from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r (id uuid, assessment_id uuid, node_id text, judgement text, "values" jsonb, strengths text, improvements text, priority smallint)`.execute(tx)
	);
	return { cycleId, assessmentIds: assessments.map(({ id }) => id) };
}
