import { dayInSentence, formatMoney } from '#i18n/format.ts';
import { currentLocale, m, messageOf } from '#i18n/text.ts';
import type { Finding, FindingValue, ProjectDocument } from '#modules/project/index.ts';
import { inLocale, type LocalizedText } from '#platform/locale.ts';
import { nameOf } from '../budget/show.ts';

const day = (text: string): string => (text === '…' ? text : dayInSentence(text));

/** A value of a finding in the reader's writing: amounts, days, periods and percentages; anything else as it is. */
export function showValue(text: string): string {
	const [, amount, currency] = /^(-?\d+\.\d{2}) ([A-Z]{3})$/.exec(text) ?? [];
	if (amount !== undefined && currency !== undefined) return formatMoney(amount, currency);
	if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day(text);
	if (/^(\d{4}-\d{2}-\d{2}|…)\/(\d{4}-\d{2}-\d{2}|…)$/.test(text)) return text.split('/').map(day).join(' – ');
	return /^\d+\.\d+( %)?$/.test(text) && currentLocale() !== 'en' ? text.replace('.', ',') : text;
}

/** What the finding says, in a sentence; a planned thing is named in the reader's language. */
export function explain(document: ProjectDocument, { code, params, values }: Finding): string {
	const what = thingName(document, values[0]?.path ?? '') ?? params.what;
	return messageOf(`budget_finding_${code}`, { ...Object.fromEntries(Object.entries(params).map(([key, value]) => [key, showValue(value)])), ...(what === undefined ? {} : { what }) });
}

/** What it is about, in a few words. */
export const heading = (finding: Pick<Finding, 'code'>): string => messageOf(`budget_found_${finding.code}`);

/** The name of an indicator, deliverable or target group by the path of its figure; null for other paths. */
function thingName(document: ProjectDocument, path: string): string | null {
	const [area, ...keys] = path.split('/');
	const [kind, key] = area === 'achievements' ? [keys[0], keys[1]] : area === 'packages' ? ['deliverable', keys[2]] : [area === 'indicators' ? 'indicator' : area === 'groups' ? 'group' : '', keys[0]];
	const deliverables = document.packages.flatMap((work) => work.activities.flatMap((activity) => activity.deliverables.map((item) => ({ key: item.key, name: item.title }))));
	const things: readonly { readonly key: string; readonly name: LocalizedText }[] = kind === 'indicator' ? document.indicators : kind === 'group' ? document.groups : kind === 'deliverable' ? deliverables : [];
	const thing = things.find((item) => item.key === key);
	return thing === undefined ? null : inLocale(thing.name, currentLocale());
}

/** What a value is, in the reader's language, from the path of its figure; null where its own text says it. */
export function labelOf(document: ProjectDocument, { path }: FindingValue): string | null {
	const [area, first = '-', second] = path.split('/');
	const whole = m.budget_whole_project();
	if (area === 'period') return first === 'months' ? m.budget_found_months() : m.budget_found_period();
	const who = first === '-' ? whole : nameOf(document, 'partner', first);
	if (area === 'shares') return `${m.budget_published()}: ${who}, ${second === 'total' || second === undefined ? m.budget_total() : nameOf(document, 'fund', second)}`;
	const thing = thingName(document, path);
	if (thing !== null) return `${area === 'achievements' ? m.things_reached() : m.things_planned()}: ${thing}`;
	if (area !== 'budget') return null;
	const part = second === undefined ? '' : document.lines.some(({ key }) => key === second) ? nameOf(document, 'line', second) : nameOf(document, 'fund', second);
	return `${m.budget_title()}: ${[path === 'budget' ? whole : who, part].filter(Boolean).join(', ')}`;
}
