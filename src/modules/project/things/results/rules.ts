import { compare, fromDecimal } from '#platform/ratio.ts';
import type { FieldError } from '#platform/errors.ts';
import { sourcePath, type ProjectDocument } from '../../model.ts';
import type { Achievement } from '../../project.ts';
import type { AchievementEntry, AchievementSubject, PlannedThing, ResultRow, Standing } from './model.ts';

/** Everything that a version plans to reach, in its own order: indicators, deliverables by work package, target groups. */
export function plannedThings(document: ProjectDocument): PlannedThing[] {
	const sourceAt = (...parts: string[]) => document.sources[sourcePath(...parts)] ?? null;
	const whole = { code: null, baseline: null, baselineOn: null, atLeast: false, due: null, partner: null, within: [] };
	const number = (value: number | null) => (value === null ? null : String(value));
	return [
		...document.indicators.map((i): PlannedThing => ({ ...whole, subject: 'indicator', key: i.key, name: i.name, unit: i.unit, kind: i.kind, code: i.code, baseline: i.baseline, baselineOn: i.baselineOn, planned: i.target, atLeast: i.atLeast, plannedSource: sourceAt('indicators', i.key, 'target') })),
		...document.packages.flatMap((p) =>
			p.activities.flatMap((a) =>
				a.deliverables.map((d): PlannedThing => ({ ...whole, subject: 'deliverable', key: d.key, name: d.title, unit: d.unit, kind: 'deliverable', planned: number(d.planned), due: d.due, partner: a.partner, within: [p.title, a.title], plannedSource: sourceAt('packages', p.key, a.key, d.key, 'planned') }))
			)
		),
		...document.groups.map((g): PlannedThing => ({ ...whole, subject: 'group', key: g.key, name: g.name, unit: null, kind: g.kind, planned: number(g.planned), plannedSource: sourceAt('groups', g.key, 'planned') }))
	];
}

/** How a reached number stands to the planned one; both are decimal text, null is unknown. More than a lower bound is as planned. */
export function standingOf(planned: string | null, reached: string | null, atLeast: boolean): Standing {
	if (reached === null) return 'not-recorded';
	if (planned === null) return 'no-plan';
	const order = compare(fromDecimal(reached), fromDecimal(planned));
	if (order < 0) return 'less';
	return order > 0 && !atLeast ? 'more' : 'as-planned';
}

/** What was planned beside what was reached; what was reached of things that the version no longer plans comes apart. */
export function resultRows(document: ProjectDocument, achievements: readonly Achievement[]): { rows: ResultRow[]; unplanned: Achievement[] } {
	const newest = new Map(achievements.map((a) => [`${a.subject} ${a.key}`, a]));
	const rows = plannedThings(document).map((thing): ResultRow => {
		const achievement = newest.get(`${thing.subject} ${thing.key}`) ?? null;
		return { ...thing, achievement, standing: standingOf(thing.planned, achievement?.reached ?? null, thing.atLeast) };
	});
	const planned = new Set(rows.map((row) => `${row.subject} ${row.key}`));
	return { rows, unplanned: achievements.filter((a) => !planned.has(`${a.subject} ${a.key}`)) };
}

/** Grows with everything that is written down or withdrawn about a thing: who saw the same mark saw the same entries. */
export const entriesMark = (entries: readonly Pick<AchievementEntry, 'withdrawnAt'>[]): number => entries.length + entries.filter((entry) => entry.withdrawnAt !== null).length;

/**
 * Reads a count as people write it: "706", "1 250", "7,5", "12.25". "1.234" and "1,234" may be thousands or decimals and are
 * asked about. People and deliverables are whole. The value comes back as decimal text without idle zeros.
 */
export function readReached(text: string, subject: AchievementSubject): { readonly value: string } | { readonly error: FieldError } {
	const tidy = text.trim().replace(/(?<=\d)[\s\u00A0\u2000-\u200A\u202F]+(?=\d{3}(?!\d))/gu, '');
	if (/^\d{1,3}[.,]\d{3}$/.test(tidy) && !tidy.startsWith('0')) return { error: { code: 'things_number_ambiguous', params: { text: text.trim(), thousands: tidy.replace(/[.,]/, '') } } };
	const match = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(tidy);
	if (!match) return { error: { code: 'things_number_wrong' } };
	const value = plainNumber(`${match[1]}.${match[2] ?? '0'}`);
	if (subject !== 'indicator' && value.includes('.')) return { error: { code: 'things_number_whole' } };
	if (subject !== 'indicator' && value.length > 9) return { error: { code: 'things_number_wrong' } };
	return { value };
}

/** Decimal text without idle zeros: "706.00" is "706", "07.50" is "7.5". */
export const plainNumber = (decimal: string): string => decimal.replace(/^0+(?=\d)/, '').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
