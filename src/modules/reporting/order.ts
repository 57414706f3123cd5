import { compare, ratio, type Ratio } from '#platform/ratio.ts';
import type { ReportSnapshot, SnapshotNode, SnapshotScale } from './model.ts';

/** The exact fraction of a snapshot ("185/3"). */
export function fraction(text: string): Ratio {
	const [n = '0', d = '1'] = text.split('/');
	return ratio(BigInt(n), BigInt(d));
}

/** Every node in reading order, with its depth (0 at the top). */
export function walk(nodes: readonly SnapshotNode[], depth = 0): { node: SnapshotNode; depth: number }[] {
	return nodes.flatMap((node) => [{ node, depth }, ...walk(node.children, depth + 1)]);
}

/** The rows of the profile chart, in reading order. */
export const chartNodes = (nodes: readonly SnapshotNode[]): SnapshotNode[] => walk(nodes).flatMap(({ node }) => (node.main ? [node] : []));

/** How far up its scale a value stands, so that values of different scales can be ordered. */
function height(node: SnapshotNode, scales: ReadonlyMap<string, SnapshotScale>): Ratio | null {
	const scale = node.scale === null ? undefined : scales.get(node.scale);
	if (node.value === null || !scale) return null;
	const { n, d } = fraction(node.value);
	return { n: n - BigInt(scale.min) * d, d: d * BigInt(scale.max - scale.min) };
}

/** Orders by height; what was not judged comes last, whichever way. Equal ones keep the order of the methodology. */
function byHeight(snapshot: ReportSnapshot, direction: 1 | -1): (a: SnapshotNode, b: SnapshotNode) => number {
	const scales = new Map(snapshot.scales.map((scale) => [scale.id, scale]));
	return (a, b) => {
		const [left, right] = [height(a, scales), height(b, scales)];
		if (!left || !right) return left ? -1 : right ? 1 : 0;
		return direction * compare(left, right);
	};
}

const scored = (snapshot: ReportSnapshot): SnapshotNode[] => walk(snapshot.nodes).flatMap(({ node }) => (node.scored ? [node] : []));

/** What is to be improved, ranked: the group's priority, then the lowest score; unranked ones last. */
export function rankedAreas(snapshot: ReportSnapshot): SnapshotNode[] {
	const lowestFirst = byHeight(snapshot, 1);
	return scored(snapshot)
		.filter((node) => node.improvements !== '')
		.sort((a, b) => (a.priority ?? 4) - (b.priority ?? 4) || lowestFirst(a, b));
}

/** The strengths of the highest scores first. */
export function rankedStrengths(snapshot: ReportSnapshot): SnapshotNode[] {
	return scored(snapshot)
		.filter((node) => node.strengths !== '')
		.sort(byHeight(snapshot, -1));
}

/** The chart's node with the highest and with the lowest value; null where fewer than two have one. */
export function extremes(snapshot: ReportSnapshot): { highest: SnapshotNode; lowest: SnapshotNode } | null {
	const judged = chartNodes(snapshot.nodes).filter((node) => node.value !== null);
	const [highest, lowest] = [[...judged].sort(byHeight(snapshot, -1))[0], [...judged].sort(byHeight(snapshot, 1))[0]];
	return highest && lowest && highest !== lowest ? { highest, lowest } : null;
}
