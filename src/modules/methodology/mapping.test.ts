import { expect, test } from 'vitest';
import { hashOf } from './canonical.ts';
import { changed, sampleYaml, soundDocument } from './example.testing.ts';
import { deriveMapping, mapBetween, mapNode } from './mapping.ts';
import { MethodologyDocument } from './model.ts';
import { checkDraft } from './parse.ts';

const previous = soundDocument(sampleYaml);
const base = { sha256: hashOf(previous), document: previous };
const changes = (next: MethodologyDocument) => Object.fromEntries(deriveMapping(base, next).changes.map((change) => [change.from[0] ?? change.to[0], change.kind]));

test('trends are drawn for same and reworded nodes, and refused with the reason for the others', () => {
	const mapping = {
		from: 'a'.repeat(64),
		changes: [
			{ kind: 'same' as const, from: ['1'], to: ['1'] },
			{ kind: 'reworded' as const, from: ['2'], to: ['2b'] },
			{ kind: 'split' as const, from: ['3'], to: ['3a', '3b'] },
			{ kind: 'merged' as const, from: ['4', '5'], to: ['4'] },
			{ kind: 'removed' as const, from: ['6'], to: [] },
			{ kind: 'added' as const, from: [], to: ['7'] }
		]
	};
	expect(mapNode(mapping, '1')).toEqual({ to: ['1'], kind: 'same', refused: null });
	expect(mapNode(mapping, '2')).toEqual({ to: ['2b'], kind: 'reworded', refused: null });
	expect(mapNode(mapping, '3')).toEqual({ to: ['3a', '3b'], kind: 'split', refused: 'split' });
	expect(mapNode(mapping, '5')).toEqual({ to: ['4'], kind: 'merged', refused: 'merged' });
	expect(mapNode(mapping, '6').refused).toBe('removed');
	expect(mapNode(mapping, '7').refused).toBe('unmapped');
	expect(mapNode(mapping, '8')).toEqual({ to: [], kind: null, refused: 'unmapped' });
});

test('across versions: the same hash needs no map, another version’s map is no help', () => {
	const mapping = deriveMapping(base, previous);
	expect(mapBetween('x', { sha256: 'x', document: {} }, '1')).toEqual({ to: ['1'], kind: 'same', refused: null });
	expect(mapBetween(base.sha256, { sha256: 'y', document: { mapping } }, '1.1').refused).toBeNull();
	expect(mapBetween('z', { sha256: 'y', document: { mapping } }, '1.1').refused).toBe('other_version');
	expect(mapBetween('z', { sha256: 'y', document: {} }, '1.1').refused).toBe('other_version');
});

test('a map written by itself: same, reworded by a requirement’s text, added, removed', () => {
	expect(changes(previous)).toEqual({ 1: 'same', '1.1': 'same', '1.2': 'same', 2: 'same', '2.1': 'same' });
	expect(changes(soundDocument(changed('en: We have an aim.', 'en: We have a written aim.')))).toMatchObject({ 1: 'same', '1.1': 'reworded', '1.2': 'same' });
	const without = MethodologyDocument.parse({ ...previous, limiters: [], nodes: [previous.nodes[0], { ...previous.nodes[1], id: '3' }].map((node, i) => (i === 1 ? { ...node, children: [{ ...previous.nodes[1]?.children[0], id: '3.1' }] } : node)) });
	expect(changes(without)).toEqual({ 1: 'same', '1.1': 'same', '1.2': 'same', 2: 'removed', '2.1': 'removed', 3: 'added', '3.1': 'added' });
});

test('a node scored in another way is another node, and so is what is averaged from it', () => {
	expect(changes(soundDocument(changed('evaluator: enabler', 'evaluator: result')))).toMatchObject({ '1.1': 'added', '1.2': 'same' });
	expect(deriveMapping(base, soundDocument(changed('evaluator: enabler', 'evaluator: result'))).changes).toContainEqual({ kind: 'removed', from: ['1.1'], to: [] });
	expect(deriveMapping(base, soundDocument(changed('weight: 1.5', 'weight: 2'))).changes).toContainEqual({ kind: 'removed', from: ['1'], to: [] });
});

test('a derived map passes the checks of the format', () => {
	const next = soundDocument(changed('evaluator: enabler', 'evaluator: result'));
	expect(checkDraft({ ...next, mapping: deriveMapping(base, next) }).problems).toEqual([]);
});
