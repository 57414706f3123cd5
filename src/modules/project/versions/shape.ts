import { documentKinds, fundKinds, groupKinds, indicatorKinds, ownerships, partnerRoles, precisions, type ProjectDocument } from '../model.ts';
import type { ProblemSection } from './problems.ts';

/**
 * The form of a document as data: which lists and fields it has and what kind of value each holds. The editor, the page of
 * a version and the comparison of two versions are all made from it.
 */
export type FieldKind =
	/** Text in the product's languages: short, or of several lines. */
	| { readonly is: 'text'; readonly long?: boolean }
	/** One line of text without a language. */
	| { readonly is: 'line'; readonly max: number }
	/** Two letters of ISO 3166, three of ISO 4217. */
	| { readonly is: 'country' }
	| { readonly is: 'currency' }
	| { readonly is: 'day' }
	| { readonly is: 'amount' }
	| { readonly is: 'percent' }
	| { readonly is: 'whole'; readonly min: number; readonly max: number }
	| { readonly is: 'decimal' }
	| { readonly is: 'yes' }
	| { readonly is: 'address' }
	/** `usual` is chosen in a new row. */
	| { readonly is: 'choice'; readonly of: readonly string[]; readonly words: string; readonly usual: string }
	/** The key of a thing in another list of the document. */
	| { readonly is: 'key'; readonly of: 'partners' | 'lines' }
	/** The id of something outside the document. */
	| { readonly is: 'place'; readonly of: 'institution' | 'municipality' | 'task' | 'file' };

export interface FieldShape {
	/** Path within the row: "name", "flatRate.percent". The message of its label is `project_field_<path with _>`. */
	readonly name: string;
	readonly kind: FieldKind;
	readonly required?: boolean;
}

export interface ListShape {
	readonly name: string;
	readonly fields: readonly FieldShape[];
	/** Lists inside each row. */
	readonly lists?: readonly ListShape[];
	/** The most rows that a document takes. */
	readonly most: number;
	/** The field that names a row. */
	readonly named: string;
}

export interface SectionShape {
	readonly key: ProblemSection;
	readonly fields: readonly FieldShape[];
	readonly lists: readonly ListShape[];
}

const text = (name: string, required = false): FieldShape => ({ name, kind: { is: 'text' }, required });
const long = (name: string, required = false): FieldShape => ({ name, kind: { is: 'text', long: true }, required });
const line = (name: string, max: number, required = false): FieldShape => ({ name, kind: { is: 'line', max }, required });
const day = (name: string, required = false): FieldShape => ({ name, kind: { is: 'day' }, required });
const choice = (name: string, of: readonly string[], words: string, usual = of[0] ?? ''): FieldShape => ({ name, kind: { is: 'choice', of, words, usual }, required: true });
const whole = (name: string, min: number, max: number): FieldShape => ({ name, kind: { is: 'whole', min, max } });

export const deliverableShape: ListShape = { name: 'deliverables', named: 'title', most: 100, fields: [text('title', true), text('unit'), whole('planned', 0, 1_000_000), day('due')] };
export const activityShape: ListShape = { name: 'activities', named: 'title', most: 100, fields: [text('title', true), { name: 'partner', kind: { is: 'key', of: 'partners' } }, day('from'), day('to')], lists: [deliverableShape] };

/** The sections in their order; `shares`, `sources` and `budget` have forms of their own. */
export const documentShape: readonly SectionShape[] = [
	{
		key: 'basics',
		fields: [text('title', true), line('acronym', 60), text('programme.name'), text('programme.priority'), long('programme.objective')],
		lists: [{ name: 'codes', named: 'value', most: 10, fields: [line('scheme', 60, true), line('value', 60, true)] }]
	},
	{ key: 'period', fields: [day('period.from'), day('period.to'), choice('period.precision', precisions, 'precision'), whole('period.months', 1, 240)], lists: [] },
	{
		key: 'partners',
		fields: [],
		lists: [
			{
				name: 'partners',
				named: 'name',
				most: 60,
				fields: [text('name', true), choice('role', partnerRoles, 'role', 'partner'), { name: 'country', kind: { is: 'country' }, required: true }, { name: 'institutionId', kind: { is: 'place', of: 'institution' } }, { name: 'municipalityId', kind: { is: 'place', of: 'municipality' } }, day('from'), day('to')]
			}
		]
	},
	{ key: 'funds', fields: [{ name: 'currency', kind: { is: 'currency' }, required: true }], lists: [{ name: 'funds', named: 'name', most: 20, fields: [text('name', true), choice('kind', fundKinds, 'fund_kind')] }] },
	{ key: 'shares', fields: [], lists: [] },
	{
		key: 'lines',
		fields: [],
		lists: [
			{ name: 'lines', named: 'name', most: 40, fields: [text('name', true), { name: 'flatRate.of', kind: { is: 'key', of: 'lines' } }, { name: 'flatRate.percent', kind: { is: 'percent' } }] },
			{ name: 'periods', named: 'name', most: 40, fields: [text('name', true), day('from', true), day('to', true)] }
		]
	},
	{ key: 'budget', fields: [], lists: [] },
	{ key: 'groups', fields: [], lists: [{ name: 'groups', named: 'name', most: 40, fields: [text('name', true), choice('kind', groupKinds, 'group_kind', 'other'), whole('planned', 0, 10_000_000)] }] },
	{ key: 'objectives', fields: [], lists: [{ name: 'objectives', named: 'text', most: 40, fields: [long('text', true)] }] },
	{ key: 'packages', fields: [], lists: [{ name: 'packages', named: 'title', most: 40, fields: [text('title', true)], lists: [activityShape] }] },
	{
		key: 'indicators',
		fields: [],
		lists: [
			{
				name: 'indicators',
				named: 'name',
				most: 100,
				fields: [choice('kind', indicatorKinds, 'indicator_kind'), line('code', 60), text('name', true), text('unit'), { name: 'baseline', kind: { is: 'decimal' } }, day('baselineOn'), { name: 'target', kind: { is: 'decimal' } }, { name: 'atLeast', kind: { is: 'yes' } }]
			}
		]
	},
	{
		key: 'objects',
		fields: [],
		lists: [
			{
				name: 'objects',
				named: 'what',
				most: 100,
				fields: [text('what', true), whole('quantity', 1, 100_000), text('place', true), { name: 'municipalityId', kind: { is: 'place', of: 'municipality' } }, { name: 'partner', kind: { is: 'key', of: 'partners' } }, choice('ownership', ownerships, 'ownership', 'unknown'), { name: 'cost', kind: { is: 'amount' } }]
			}
		]
	},
	{ key: 'compliance', fields: [], lists: [{ name: 'compliance', named: 'document', most: 40, fields: [text('document', true), text('priority'), text('direction'), { name: 'nodeId', kind: { is: 'place', of: 'task' } }] }] },
	{
		key: 'documents',
		fields: [],
		lists: [{ name: 'documents', named: 'title', most: 100, fields: [choice('kind', documentKinds, 'document_kind', 'other'), line('title', 300, true), day('issuedOn'), { name: 'address', kind: { is: 'address' } }, { name: 'fileId', kind: { is: 'place', of: 'file' } }] }]
	},
	{ key: 'sources', fields: [], lists: [] }
];

export const sectionShape = (key: string): SectionShape | undefined => documentShape.find((section) => section.key === key);

export type Row = Readonly<Record<string, unknown>>;

/** The value at a path of names: `valueAt(document, 'period.from')`. Undefined where there is none. */
export function valueAt(row: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Row)[name] : undefined), row);
}

/** The rows of a list of a document or of another row. */
export function rowsAt(row: unknown, name: string): readonly Row[] {
	const value = valueAt(row, name);
	return Array.isArray(value) ? (value as readonly Row[]) : [];
}

/** The part of a document that a section holds: what two people collide on. */
export function sectionOf(document: ProjectDocument, key: ProblemSection): unknown {
	if (key === 'shares' || key === 'budget' || key === 'sources') return document[key];
	const shape = sectionShape(key);
	return shape && Object.fromEntries([...shape.fields.map(({ name }) => [name, valueAt(document, name)]), ...shape.lists.map(({ name }) => [name, rowsAt(document, name)])]);
}
