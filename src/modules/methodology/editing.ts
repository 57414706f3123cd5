import { hashOfText } from './canonical.ts';
import { findNode } from './evaluation.ts';
import { languages, perspectives, type Language, type Localized, type MethodologyDocument, type MethodologyNode, type Perspective } from './model.ts';
import { unfitCharacter } from './read.ts';

/** The part of a document whose texts are edited together: its own head, or one node by its id. */
export type Target = { readonly kind: 'head' } | { readonly kind: 'node'; readonly id: string };

/** One text in several languages as a form shows it. `name` is `title`, `wording.clients`, `evidence.0` …; a language follows after a dot. */
export interface EditableText {
	readonly name: string;
	readonly field: 'title' | 'text' | 'description' | 'adaptation' | 'introduction' | 'explanation' | 'wording' | 'evidence';
	readonly perspective: Perspective | null;
	/** Most characters in one language. */
	readonly max: number;
	readonly values: Partial<Record<Language, string>>;
}

const longest = 4000;
const longestTitle = 300;
const mostEvidence = 12;
/** Empty rows offered below the evidence that is there. */
const spareEvidence = 2;

/** The texts of a target in the order of the form, those that are empty now among them; null when there is no such node. */
export function editableTexts(document: MethodologyDocument, target: Target): EditableText[] | null {
	if (target.kind === 'head') {
		return [
			one('title', longestTitle, document.title),
			one('description', longest, document.description),
			one('adaptation', longest, document.adaptation),
			one('introduction', longest, document.introduction)
		];
	}
	const node = findNode(document, target.id)?.node;
	if (!node) return null;
	const evidence = node.evidence ?? [];
	const rows = Math.min(mostEvidence, evidence.length + spareEvidence);
	return [
		one('title', longestTitle, node.title),
		one('text', longest, node.text),
		...perspectives.map((perspective): EditableText => ({ name: `wording.${perspective}`, field: 'wording', perspective, max: longest, values: node.wording?.[perspective] ?? {} })),
		one('explanation', longest, node.explanation),
		...Array.from({ length: rows }, (_, i): EditableText => ({ name: `evidence.${i}`, field: 'evidence', perspective: null, max: longest, values: evidence[i] ?? {} }))
	];
}

const one = (field: 'title' | 'text' | 'description' | 'adaptation' | 'introduction' | 'explanation', max: number, values: Localized | undefined): EditableText => ({ name: field, field, perspective: null, max, values: values ?? {} });

/** A word for the texts as they were when the form was made: another word means that somebody changed them since. */
export const fingerprint = (texts: readonly EditableText[]): string =>
	hashOfText(JSON.stringify(texts.map(({ name, values }) => [name, languages.map((language) => values[language] ?? '')]))).slice(0, 32);

export type TextProblem = { field: string; code: 'required' | 'too_long' | 'methodology_bad_character'; params: { max: number } };

/** Which of the typed texts do not fit: too long, unfit characters, or nothing where something must stand. */
export function checkTyped(texts: readonly EditableText[], typed: Readonly<Record<string, string>>, target: Target, declared: readonly Language[]): TextProblem[] {
	const problems = texts.flatMap(({ name, max }) =>
		languages.flatMap((language): TextProblem[] => {
			const field = `${name}.${language}`;
			const value = typed[field]?.trim() ?? '';
			if (value.length > max) return [{ field, code: 'too_long', params: { max } }];
			return unfitCharacter(value) >= 0 ? [{ field, code: 'methodology_bad_character', params: { max } }] : [];
		})
	);
	const filled = (name: string): boolean => languages.some((language) => (typed[`${name}.${language}`]?.trim() ?? '') !== '');
	const needed = target.kind === 'head' ? ['title', 'description', 'adaptation'] : filled('text') ? [] : ['title'];
	return [...problems, ...needed.filter((name) => !filled(name)).map((name): TextProblem => ({ field: `${name}.${declared[0] ?? 'lv'}`, code: 'required', params: { max: 0 } }))];
}

/** The document with the typed texts in place; an emptied text is left out, emptied evidence closes up. */
export function applyTyped(document: MethodologyDocument, target: Target, typed: Readonly<Record<string, string>>): MethodologyDocument {
	const text = (name: string): Localized | undefined => {
		const entries = languages.flatMap((language) => {
			const value = typed[`${name}.${language}`]?.trim() ?? '';
			return value === '' ? [] : [[language, value] as const];
		});
		return entries.length === 0 ? undefined : Object.fromEntries(entries);
	};
	if (target.kind === 'head') {
		const introduction = text('introduction');
		const { introduction: _before, ...rest } = document;
		return {
			...rest,
			title: text('title') ?? document.title,
			description: text('description') ?? document.description,
			adaptation: text('adaptation') ?? document.adaptation,
			...(introduction ? { introduction } : {})
		};
	}
	const wording = Object.fromEntries(perspectives.flatMap((perspective) => [[perspective, text(`wording.${perspective}`)] as const]).filter(([, value]) => value !== undefined));
	const evidence = Array.from({ length: mostEvidence }, (_, i) => text(`evidence.${i}`)).filter((value) => value !== undefined);
	const edited: Pick<MethodologyNode, 'title' | 'text' | 'wording' | 'explanation' | 'evidence'> = {
		title: text('title'),
		text: text('text'),
		wording: Object.keys(wording).length > 0 ? wording : undefined,
		explanation: text('explanation'),
		evidence: evidence.length > 0 ? evidence : undefined
	};
	const change = (node: MethodologyNode): MethodologyNode => (node.id === target.id ? { ...node, ...edited } : { ...node, children: node.children.map(change) });
	return { ...document, nodes: document.nodes.map(change) };
}

/** Orders `1.2.3` by its three numbers. */
export function compareVersions(a: string, b: string): number {
	const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
	for (const i of [0, 1, 2]) if ((left[i] ?? 0) !== (right[i] ?? 0)) return (left[i] ?? 0) - (right[i] ?? 0);
	return 0;
}
