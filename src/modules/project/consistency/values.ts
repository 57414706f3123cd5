import type { LocalizedText } from '#platform/locale.ts';
import { cents, type Amount } from '#platform/money.ts';
import type { Cause } from '../check/model.ts';
import { sourcePath, type ProjectDocument } from '../model.ts';
import type { Finding, FindingValue } from './model.ts';

/** A name in the language that the document has it in: findings are data and speak no page's language. */
export const anyName = (text: LocalizedText | null | undefined): string => text?.lv ?? text?.en ?? text?.lt ?? '';

/** Makes the values and findings of one document, with the place that each figure was read from. */
export function findingsOf(document: ProjectDocument, version: string) {
	const project = document.codes[0]?.value ?? document.acronym ?? anyName(document.title);
	const nameOf = (kind: 'partners' | 'funds' | 'lines' | 'periods', key: string | null): string => (key === null ? anyName(document.title) : anyName(document[kind].find((item) => item.key === key)?.name) || key);
	const file = `${project}${version}`;
	const withSource = (text: string, source: FindingValue['source']): string => {
		const title = source === null ? undefined : document.documents.find(({ key }) => key === source.document)?.title;
		return title === undefined ? text : `${text} (${[title, source?.place].filter(Boolean).join(', ')})`;
	};
	const value = (parts: readonly (string | null)[], text: string, figure: string): FindingValue => {
		const path = sourcePath(...parts);
		return { text: withSource(text, document.sources[path] ?? null), value: figure, file, line: 0, path, source: document.sources[path] ?? null };
	};
	const finding = (code: Finding['code'], input: Pick<Finding, 'subject' | 'severity' | 'params' | 'values'> & { readonly confidence?: number; readonly cause?: Cause | null }): Finding => ({ kind: 'contradiction', confidence: 1, cause: null, project, code, ...input });
	return { nameOf, value, withSource, finding, money: (amount: string): string => `${amount} ${document.currency}` };
}
export type Making = ReturnType<typeof findingsOf>;

/**
 * How a slip of the pen made one amount of another: neighbouring digits swapped (so that, swapped back, they differ by at most
 * the tolerance), one digit other, or one left out. Null when no single slip explains it.
 */
export function slipOf(written: Amount, expected: Amount, tolerance: Amount = '0.00'): Cause | null {
	if (cents(written) === cents(expected)) return null;
	const digits = [...written.replace('.', '')];
	const near = (other: readonly string[]): boolean => {
		const off = BigInt(other.join('')) - cents(expected);
		return (off < 0n ? -off : off) <= cents(tolerance);
	};
	const swapped = digits.some((digit, index) => {
		const next = digits[index + 1];
		return next !== undefined && next !== digit && near(digits.with(index, next).with(index + 1, digit));
	});
	if (swapped) return 'swapped_digits';
	const other = [...expected.replace('.', '')];
	if (digits.length === other.length) return digits.filter((digit, index) => digit !== other[index]).length === 1 ? 'wrong_digit' : null;
	const [longer, shorter] = digits.length > other.length ? [digits, other] : [other, digits];
	return longer.length - shorter.length === 1 && longer.some((_, index) => longer.toSpliced(index, 1).join('') === shorter.join('')) ? 'missing_digit' : null;
}
