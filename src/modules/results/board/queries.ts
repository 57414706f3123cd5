import { runsRegion } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { CycleId } from '#platform/ids.ts';
import { cycleProgress } from '../../assessment/index.ts';
import { getVersion, type MethodologyVersion } from '../../methodology/index.ts';
import type { NodeScore } from '../model.ts';
import type { PreviousCycle } from '../profile/model.ts';
import { carryOver, type Earlier } from '../profile/previous.ts';
import { mainNodes } from '../profile/rules.ts';
import { overallId, placesOf, scoreMethodology } from '../rules.ts';
import { readAgreedCounts, readCycle, readSigned, type CycleRow } from '../store.ts';
import type { Board, BoardRow } from './model.ts';
import { cellOf, median } from './rules.ts';

/**
 * The board of a cycle: how far every institution is, and the values of the signed ones, with their change since the
 * previous cycle. For those who run the region; everybody else gets NotFound. The number of queries does not grow with
 * the number of institutions.
 */
export async function boardOf(context: Context, cycleId: string): Promise<Board> {
	if (!runsRegion(context.actor)) throw new NotFound();
	const parsed = CycleId.safeParse(cycleId);
	const cycle = parsed.success ? await readCycle(context, parsed.data) : undefined;
	if (!cycle) throw new NotFound();
	const version = await getVersion(context, cycle.methodologyVersionId);
	const { document } = version;
	const mode = document.modes.find(({ id }) => id === cycle.mode);
	if (!mode) throw new Error(`The methodology has no mode "${cycle.mode}"`);

	const progress = await cycleProgress(context, cycle.id);
	const agreedCounts = await readAgreedCounts(context, cycle.id);
	const scored = await scoreInstitutions(context, cycle, version);
	const previous = await previousOf(context, cycle, version);
	const columns = mainNodes(document);

	const rows = progress.map((p): BoardRow => {
		const scores = p.state === 'signed' ? scored(p.institutionId) : null;
		const earlier = previous?.earlier(p.institutionId) ?? null;
		const cell = (nodeId: string) => {
			const score = scores?.get(nodeId);
			return score ? cellOf(score, earlier?.(nodeId) ?? null) : null;
		};
		return {
			assessmentId: p.assessmentId,
			institution: { id: p.institutionId, slug: p.institutionSlug, name: p.institutionName },
			state: p.state,
			late: p.late,
			endsOn: p.endsOn,
			finished: p.finishedCount,
			groupSize: p.groupSize,
			agreed: agreedCounts.get(p.assessmentId) ?? 0,
			total: p.total,
			cells: scores && columns.flatMap(({ id }) => cell(id) ?? []),
			overall: document.overall.aggregate === 'none' ? null : cell(overallId)
		};
	});
	const { id, name, startsOn, endsOn } = cycle;
	const cells = (index: number) => rows.flatMap((row) => row.cells?.[index] ?? []);
	return {
		cycle: { id, name, startsOn, endsOn },
		methodology: { slug: version.slug, version: version.version, sha256: version.sha256, title: document.title, adaptation: document.adaptation },
		mode,
		columns: columns.map((node, index) => {
			const scale = cells(index)[0]?.scale ?? null;
			return { nodeId: node.id, title: node.title ?? node.text ?? document.title, scale, places: placesOf('mean', scale), median: median(cells(index).flatMap(({ value }) => value ?? [])) };
		}),
		hasOverall: document.overall.aggregate !== 'none',
		previous: previous?.cycle ?? null,
		rows,
		signed: rows.filter(({ state }) => state === 'signed').length
	};
}

/** Scores every signed assessment of a cycle; a signed one that agreed on nothing has only blanks. */
async function scoreInstitutions(context: Context, cycle: CycleRow, { document }: Pick<MethodologyVersion, 'document'>): Promise<(institutionId: string) => ReadonlyMap<string, NodeScore>> {
	const agreed = await readSigned(context, cycle.id);
	return (institutionId) => {
		const { nodes, overall } = scoreMethodology(document, cycle.mode, agreed.get(institutionId) ?? []);
		return new Map([...nodes, overall].map((score) => [score.nodeId, score]));
	};
}

async function previousOf(context: Context, cycle: CycleRow, current: MethodologyVersion): Promise<{ cycle: PreviousCycle; earlier(institutionId: string): ((nodeId: string) => Earlier) | null } | null> {
	const before = cycle.previousCycleId === null ? undefined : await readCycle(context, cycle.previousCycleId);
	if (!before) return null;
	const { name, startsOn, endsOn } = before;
	if (before.mode !== cycle.mode) return { cycle: { name, startsOn, endsOn, refused: 'other-mode' }, earlier: () => null };
	const version = await getVersion(context, before.methodologyVersionId);
	const agreed = await readSigned(context, before.id);
	return {
		cycle: { name, startsOn, endsOn, refused: null },
		earlier: (institutionId) => {
			const rows = agreed.get(institutionId);
			return rows ? carryOver({ ...version, scoring: scoreMethodology(version.document, before.mode, rows) }, current) : null;
		}
	};
}
