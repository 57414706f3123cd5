import { messageOf } from '#i18n/text.ts';
import { evaluationOf, findNode, scoredNodes, type Evaluation, type Localized, type MethodologyDocument, type MethodologyNode, type Scale } from '#modules/methodology/index.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';

/** What a set of sheets is made from: nothing of it depends on who scores or what was scored. */
export interface SheetSet {
	readonly document: MethodologyDocument;
	readonly version: string;
	readonly sha256: string;
	readonly mode: string;
	readonly institution: LocalizedText;
	readonly cycle: LocalizedText;
	readonly locale: Locale;
}

const labelKeys = [
	'sheet_kind', 'sheet_name', 'sheet_how', 'sheet_levels', 'sheet_levels_text', 'sheet_description', 'sheet_requirements', 'sheet_evidence_examples', 'sheet_your_score', 'sheet_name_short', 'sheet_tick_one',
	'sheet_cannot_judge', 'sheet_not_applicable', 'sheet_evidence', 'sheet_end', 'strengths', 'improvements', 'range', 'level'
] as const;

interface Part {
	readonly title: string;
	readonly text: string;
	readonly levels: readonly string[];
}

/** The sheets as the template needs them: all texts in one language. Pure. */
export function sheetsView(set: SheetSet): Record<string, unknown> {
	const { document, locale, mode } = set;
	const say = (text: LocalizedText | undefined): string => inLocale(text, locale);
	const label = (key: string, params: Record<string, unknown> = {}): string => messageOf(`report_${key}`, params, locale);
	const nodes = scoredNodes(document);
	const evaluators = [...new Set(nodes.map((node) => node.evaluator))];
	return {
		labels: Object.fromEntries(labelKeys.map((key) => [key, label(key)])),
		running: `${say(set.institution)} · ${say(set.cycle)}`,
		institution: say(set.institution),
		cycle: say(set.cycle),
		methodology: label('fact_version', { title: say(document.title), version: set.version }),
		mode: say(document.modes.find((m) => m.id === mode)?.title),
		adaptation: say(document.adaptation),
		fingerprint: `SHA-256 ${set.sha256}`,
		how: ['alone', 'score', 'blank', 'return'].map((step) => label(`sheet_how_${step}`)),
		levels: evaluators.map((evaluator) => {
			const { evaluation, scale } = evaluationOf(document, { evaluator }, mode);
			return {
				nodes: label('sheet_levels_for', { nodes: nodes.filter((node) => node.evaluator === evaluator).map((node) => node.id).join(', ') }),
				text: say(evaluation.text),
				parts: partsOf(evaluation, label('sheet_score'), say).map((part) => ({ ...part, levels: bands(scale, say).map((band, i) => ({ ...band, text: part.levels[i] ?? '' })) }))
			};
		}),
		sheets: nodes.map((node) => sheet(node, set, say, label))
	};
}

type Say = (text: LocalizedText | undefined) => string;
type Label = (key: string, params?: Record<string, unknown>) => string;

function sheet(node: MethodologyNode & { evaluator: string }, { document, mode }: SheetSet, say: Say, label: Label) {
	const { evaluation, scale } = evaluationOf(document, node, mode);
	const above = findNode(document, node.id)?.ancestors ?? [];
	const ticks = evaluation.kind === 'ordinal' || evaluation.kind === 'met';
	return {
		above: above.map((n) => named(n, say)).join(' · '),
		name: named(node, say),
		about: node.title ? say(node.text) : '',
		explanation: say(node.explanation),
		requirements: node.children.map((child) => ({ id: child.id, text: say(child.text ?? child.title) })),
		evidence: (node.evidence ?? []).map((text) => say(text)),
		bands: bands(scale, say),
		ticks,
		range: label('sheet_box', { min: scale.min, max: scale.max }),
		parts: partsOf(evaluation, label('sheet_score'), say).map(({ title, text }) => ({ title, text }))
	};
}

const named = (node: { id: string; title?: Localized | undefined; text?: Localized | undefined }, say: Say): string => `${node.id} ${say(node.title ?? node.text)}`.trim();

const bands = (scale: Scale, say: Say) => scale.levels.map(({ from, to, name }) => ({ range: from === to ? `${from}` : `${from}–${to}`, name: say(name) }));

/** The integers that one judgement holds, each with its question and what each level of it means. */
function partsOf(evaluation: Evaluation, whole: string, say: Say): Part[] {
	const part = (dimension: { title: Localized; text: Localized; levels: Localized[] }): Part => ({ title: say(dimension.title), text: say(dimension.text), levels: dimension.levels.map((text) => say(text)) });
	if (evaluation.kind === 'phases') return [evaluation.phases.plan, evaluation.phases.do, evaluation.phases.check, evaluation.phases.act].map(part);
	if (evaluation.kind === 'trend-target') return [evaluation.trend, evaluation.target].map(part);
	return [{ title: whole, text: '', levels: evaluation.levels.map((text) => say(text)) }];
}
