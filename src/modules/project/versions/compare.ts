import type { LocalizedText } from '#platform/locale.ts';
import type { Amount } from '#platform/money.ts';
import type { ProjectDocument, Share } from '../model.ts';
import type { ProblemSection } from './problems.ts';
import { documentShape, rowsAt, valueAt, type FieldKind, type FieldShape, type ListShape, type Row } from './shape.ts';

/** A value of a document, ready to be put into words; `none` where nothing is said. */
export type ShownValue =
	| { readonly is: 'none' }
	| { readonly is: 'text'; readonly text: LocalizedText }
	| { readonly is: 'line'; readonly text: string }
	| { readonly is: 'country'; readonly country: string }
	| { readonly is: 'day'; readonly day: string }
	| { readonly is: 'amount'; readonly amount: Amount; readonly currency: string }
	| { readonly is: 'percent'; readonly percent: string }
	/** Decimal text. */
	| { readonly is: 'number'; readonly number: string }
	| { readonly is: 'yes'; readonly yes: boolean }
	/** A word of a list: the message is `project_<words>_<code>`. */
	| { readonly is: 'word'; readonly words: string; readonly code: string }
	/** An id of something outside the document. */
	| { readonly is: 'place'; readonly of: 'institution' | 'municipality' | 'task' | 'file'; readonly id: string };

/** One difference between two versions; `before` and `after` are `none` where the thing was not or is no more. */
export interface Difference {
	readonly section: ProblemSection;
	readonly kind: 'added' | 'removed' | 'changed';
	/** The place by names and keys, as in `sourcePath`: "partners/zpr/role", "shares/-/total". */
	readonly path: string;
	/** What it is about, from the outside in: work package, activity. Empty for the project itself. */
	readonly about: readonly LocalizedText[];
	/** The message `project_field_<field>`; null where a whole thing came or went. */
	readonly field: string | null;
	readonly before: ShownValue;
	readonly after: ShownValue;
}

const none: ShownValue = { is: 'none' };

/** Everything that differs from `a` to `b`, in the order of the sections. Rows are matched by their keys, never by place. */
export const compareVersions = (a: ProjectDocument, b: ProjectDocument): Difference[] =>
	documentShape.flatMap((section) => {
		if (section.key === 'shares') return compareShares(a, b);
		if (section.key === 'budget') return compareBudget(a, b);
		if (section.key === 'sources') return compareSources(a, b);
		const sides: Sides = { section: section.key, a, b };
		return [...compareFields(sides, section.fields, a, b, '', []), ...section.lists.flatMap((list) => compareLists(sides, list, a, b, '', []))];
	});

interface Sides {
	readonly section: ProblemSection;
	readonly a: ProjectDocument;
	readonly b: ProjectDocument;
}

function compareFields(sides: Sides, fields: readonly FieldShape[], a: unknown, b: unknown, path: string, about: readonly LocalizedText[]): Difference[] {
	return fields.flatMap(({ name, kind }) => {
		// Who got another name is still the same partner: a key is another only when it is another key.
		if (kind.is === 'key' && valueAt(a, name) === valueAt(b, name)) return [];
		const [before, after] = [shownValue(sides.a, kind, valueAt(a, name)), shownValue(sides.b, kind, valueAt(b, name))];
		return same(before, after) ? [] : [{ section: sides.section, kind: changeOf(before, after), path: `${path}${name.replaceAll('.', '/')}`, about, field: name.replaceAll('.', '_'), before, after }];
	});
}

function compareLists(sides: Sides, list: ListShape, a: unknown, b: unknown, path: string, about: readonly LocalizedText[]): Difference[] {
	const [before, after] = [keyed(list, rowsAt(a, list.name)), keyed(list, rowsAt(b, list.name))];
	const keys = [...new Set([...after.keys(), ...before.keys()])];
	return keys.flatMap((key): Difference[] => {
		const [x, y] = [before.get(key), after.get(key)];
		const here = `${path}${list.name}/${key}`;
		const name = nameOfRow(list, y ?? x);
		if (!x || !y) return [{ section: sides.section, kind: y ? 'added' : 'removed', path: here, about: [...about, name], field: null, before: x ? { is: 'text', text: name } : none, after: y ? { is: 'text', text: name } : none }];
		return [...compareFields(sides, list.fields, x, y, `${here}/`, [...about, name]), ...(list.lists ?? []).flatMap((inner) => compareLists(sides, inner, x, y, `${here}/`, [...about, name]))];
	});
}

// A code has no key: its scheme is what stays.
const keyed = (list: ListShape, rows: readonly Row[]): Map<string, Row> => new Map(rows.map((row) => [String(list.name === 'codes' ? row['scheme'] : row['key']), row]));

/** The words that name a row of a list. */
export function nameOfRow(list: Pick<ListShape, 'named'>, row: Row | undefined): LocalizedText {
	const value = valueAt(row, list.named);
	return typeof value === 'object' && value !== null ? (value as LocalizedText) : { en: String(value ?? '') };
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A raw value of the document by its kind. Keys are shown by the name of what they stand for. */
export function shownValue(document: ProjectDocument, kind: FieldKind, value: unknown): ShownValue {
	if (isNothing(value)) return none;
	switch (kind.is) {
		case 'text':
			return { is: 'text', text: value as LocalizedText };
		case 'line':
		case 'address':
		case 'currency':
			return { is: 'line', text: String(value) };
		case 'country':
			return { is: 'country', country: String(value) };
		case 'day':
			return { is: 'day', day: String(value) };
		case 'amount':
			return { is: 'amount', amount: String(value), currency: document.currency };
		case 'percent':
			return { is: 'percent', percent: String(value) };
		case 'whole':
		case 'decimal':
			return { is: 'number', number: String(value) };
		case 'yes':
			return { is: 'yes', yes: value === true };
		case 'choice':
			return { is: 'word', words: kind.words, code: String(value) };
		case 'key':
			return { is: 'text', text: document[kind.of].find(({ key }) => key === value)?.name ?? { en: String(value) } };
		case 'place':
			return { is: 'place', of: kind.of, id: String(value) };
	}
}

const same = (a: ShownValue, b: ShownValue): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value: unknown): unknown =>
	typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)])) : value;
const changeOf = (before: ShownValue, after: ShownValue): Difference['kind'] => (before.is === 'none' ? 'added' : after.is === 'none' ? 'removed' : 'changed');

function difference(section: ProblemSection, path: string, about: readonly LocalizedText[], field: string, before: ShownValue, after: ShownValue): Difference[] {
	return same(before, after) ? [] : [{ section, kind: changeOf(before, after), path, about, field, before, after }];
}

const amountIn = (document: ProjectDocument, amount: Amount | null | undefined): ShownValue => (amount ? { is: 'amount', amount, currency: document.currency } : none);
const rateIn = (percent: string | null | undefined): ShownValue => (percent ? { is: 'percent', percent } : none);
const nameIn = (lists: readonly { readonly key: string; readonly name: LocalizedText }[], key: string): LocalizedText => lists.find((item) => item.key === key)?.name ?? { en: key };

function compareShares(a: ProjectDocument, b: ProjectDocument): Difference[] {
	const of = (document: ProjectDocument, partner: string | null): Share | undefined => document.shares.find((share) => share.partner === partner);
	const partners = [...new Set([...b.shares, ...a.shares].map(({ partner }) => partner))];
	return partners.flatMap((partner) => {
		const [x, y] = [of(a, partner), of(b, partner)];
		const about = partner === null ? [] : [nameIn([...b.partners, ...a.partners], partner)];
		const path = `shares/${partner ?? '-'}`;
		const funds = [...new Set([...(y?.funds ?? []), ...(x?.funds ?? [])].map(({ fund }) => fund))];
		return [
			...difference('shares', `${path}/total`, about, 'total', amountIn(a, x?.total), amountIn(b, y?.total)),
			...funds.flatMap((fund) => {
				const [p, q] = [x?.funds.find((each) => each.fund === fund), y?.funds.find((each) => each.fund === fund)];
				const named = [...about, nameIn([...b.funds, ...a.funds], fund)];
				return [...difference('shares', `${path}/${fund}`, named, 'amount', amountIn(a, p?.amount), amountIn(b, q?.amount)), ...difference('shares', `${path}/${fund}/rate`, named, 'rate', rateIn(p?.rate), rateIn(q?.rate))];
			})
		];
	});
}

function compareBudget(a: ProjectDocument, b: ProjectDocument): Difference[] {
	const placeOf = (cell: ProjectDocument['budget'][number]) => [cell.partner, cell.line, cell.fund, cell.period, cell.kind].join('/');
	const [before, after] = [new Map(a.budget.map((cell) => [placeOf(cell), cell])), new Map(b.budget.map((cell) => [placeOf(cell), cell]))];
	return [...new Set([...after.keys(), ...before.keys()])].flatMap((place) => {
		const cell = after.get(place) ?? before.get(place);
		if (!cell) return [];
		const about = [nameIn([...b.partners, ...a.partners], cell.partner), nameIn([...b.lines, ...a.lines], cell.line), nameIn([...b.funds, ...a.funds], cell.fund), nameIn([...b.periods, ...a.periods], cell.period)];
		return difference('budget', `budget/${place}`, about, 'amount', amountIn(a, before.get(place)?.amount), amountIn(b, after.get(place)?.amount));
	});
}

function compareSources(a: ProjectDocument, b: ProjectDocument): Difference[] {
	const shown = (document: ProjectDocument, path: string): ShownValue => {
		const source = document.sources[path];
		if (!source) return none;
		const title = document.documents.find(({ key }) => key === source.document)?.title ?? source.document;
		return { is: 'line', text: source.place ? `${title}, ${source.place}` : title };
	};
	return [...new Set([...Object.keys(b.sources), ...Object.keys(a.sources)])].flatMap((path) => difference('sources', path, [], 'source', shown(a, path), shown(b, path)));
}
