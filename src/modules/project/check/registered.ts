import type { Day } from './dates.ts';
import type { ProjectDocument } from '../model.ts';
import type { Language } from './words.ts';
import { countFacts } from './count-facts.ts';
import { noFacts, type Facts, type Ground, type MoneyFact } from './facts.ts';
import { fold, stem } from './fold.ts';
import type { RegisteredProject } from './model.ts';
import { organisationsOf, type Organisation } from './organisations.ts';
import { parse } from './parse.ts';
import { anonymous } from './projects.ts';
import type { Stage } from './stage.ts';

type Version = RegisteredProject['versions'][number];
type Text = Partial<Record<'lv' | 'lt' | 'en', string>>;

const stages: Record<Version['stage'], Stage> = { idea: 'concept', concept: 'concept', application: 'plan', approved: 'plan', modification: 'modification', completion: 'report' };
const funds: Record<Version['document']['funds'][number]['kind'], MoneyFact['fund']> = { eu: 'eu', 'other-donor': 'donor', state: 'state', own: 'own', private: 'own' };

/** The organisation of a registered name, its own names gathered from all languages. */
export function organisationOf(name: Text): Organisation {
	const written = Object.values(name).filter((text) => text !== undefined);
	const found = written.flatMap((text) => {
		const [block] = parse({ name: '', lines: [{ text, line: 1 }], unread: [] }).blocks;
		return block ? organisationsOf(block.block).slice(0, 1).map((o) => o.organisation) : [];
	});
	const [first] = found;
	if (!first) return { name: written[0] ?? '', type: 'other', own: (written[0] ?? '').split(/\s+/u).map((word) => stem(fold(word))).filter((s) => s.length > 2), about: [], quoted: false };
	return { ...first, name: written[0] ?? first.name, own: [...new Set(found.flatMap((o) => o.own))] };
}

const dayOf = (day: string, precision: Day['precision'], end: 'from' | 'to'): Day => {
	const [year = '', month = ''] = day.split('-');
	const from = precision === 'year' ? `${year}-01-01` : precision === 'month' ? `${year}-${month}-01` : day;
	const to = precision === 'year' ? `${year}-12-31` : precision === 'month' ? new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10) : day;
	return { start: 0, end: 0, precision, from: end === 'from' || precision !== 'day' ? from : day, to: end === 'to' || precision !== 'day' ? to : day };
};

/** Counted things are read from the registered words by the same grammar as from texts, in every language they stand in. */
function countsFrom(ground: Ground, value: string | null, names: readonly (Text | null)[], atLeast: boolean, bound: string): Facts['counts'] {
	if (value === null || !/^\d+(?:\.0+)?$/.test(value)) return [];
	const whole = value.replace(/\..*$/, '');
	const projects = { at: () => anonymous, tied: new Set<string>() };
	for (const name of names) {
		const worded = (Object.entries(name ?? {}) as [Language, string | undefined][]).flatMap(([language, text]) => (text ? [{ language, text }] : []));
		const languages = worded.map(({ language }) => language);
		const found = worded.flatMap(({ language, text }) => {
			const line = /(?<!\d)\d/.test(text) ? text : `${whole} ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
			const facts = countFacts({ text: parse({ name: '', lines: [{ text: line, line: 1 }], unread: [] }, language), stage: ground.stage, projects });
			return facts.filter((fact) => String(fact.value) === whole).slice(0, 1).map((fact) => ({ ...fact, ...ground, quote: line, bound, language, origin: { path: ground.sentence, languages }, compare: atLeast ? ('at-least' as const) : ('exact' as const), listed: null }));
		});
		if (found.length > 0) return found;
	}
	return [];
}

/** Things of one kind that stand in several places: together they are what the project has, when each is numbered. */
function totalsOf(counts: Facts['counts'], unnumbered: ReadonlySet<string>): Facts['counts'] {
	const kinds = new Map<string, Facts['counts']>();
	for (const fact of counts) {
		const key = JSON.stringify([fact.language, fact.concept, fact.narrowed]);
		kinds.set(key, [...(kinds.get(key) ?? []), fact]);
	}
	return [...kinds.values()].flatMap((facts) => {
		const [first] = facts;
		if (!first || unnumbered.has(first.concept)) return [];
		return [{ ...first, bound: '', value: facts.reduce((sum, fact) => sum + fact.value, 0), quote: facts.map((fact) => fact.quote).join('; '), sure: 0.8 }];
	});
}

/** Planned objects: each in its place, and all of one kind together. */
function objectCounts(at: (quote: string) => Ground, objects: ProjectDocument['objects']): Facts['counts'] {
	const placed = objects.map((object) => {
		const place = Object.values(object.place ?? {}).find((name) => name !== undefined);
		const bound = place === undefined ? '' : `place:${stem(fold(place.split(/\s/u)[0] ?? ''))}`;
		return { object, counts: countsFrom(at(`objects/${object.key}/quantity`), String(object.quantity ?? 1), [object.what], false, bound) };
	});
	const unnumbered = new Set(placed.filter(({ object }) => object.quantity === null).flatMap(({ counts }) => counts.map((fact) => fact.concept)));
	const numbered = placed.filter(({ object }) => object.quantity !== null).flatMap(({ counts }) => counts);
	return [...numbered.filter((fact) => fact.bound !== ''), ...totalsOf(numbered, unnumbered)];
}

/** What a version of a registered project says, as facts beside those of texts. */
export function registeredFacts(project: RegisteredProject, label: string, version: Version): Facts {
	const facts = noFacts();
	const { document } = version;
	const stage = stages[version.stage];
	const at = (quote: string): Ground => ({ project: label, stage, file: `${project.code} (version ${version.number})`, line: 0, quote, version: version.number, sure: 1, sentence: `${project.code}@${version.number} ${quote}` });
	const organisations = new Map(document.partners.map((partner) => [partner.key, organisationOf(partner.name)] as const));
	for (const share of document.shares) {
		const partner = share.partner === null ? null : (organisations.get(share.partner) ?? null);
		if (share.partner !== null && !partner) continue;
		const base = { currency: document.currency, unit: 1n, scope: partner ? ('partner' as const) : ('project' as const), partner, rate: null, qualifier: '', atMost: false, group: `${project.code}@${version.number}.${share.partner ?? '-'}` };
		const path = `shares/${share.partner ?? '-'}`;
		if (share.total !== null) facts.money.push({ ...at(`${path}/total ${share.total} ${document.currency}`), ...base, amount: share.total, fund: 'all', fundName: '' });
		const byKind = new Map<MoneyFact['fund'], number>();
		for (const part of share.funds) {
			const fund = document.funds.find((f) => f.key === part.fund);
			const kind = fund ? funds[fund.kind] : 'cofinancing';
			byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
			facts.money.push({ ...at(`${path}/${part.fund} ${part.amount} ${document.currency}`), ...base, amount: part.amount, fund: kind, fundName: Object.values(fund?.name ?? {})[0] ?? part.fund });
		}
	}
	const { from, to, precision, months } = document.period;
	const group = `${project.code}@${version.number}.period`;
	if (from !== null && to !== null) facts.dates.push({ ...at(`period ${from}/${to}`), role: 'period', first: dayOf(from, precision, 'from'), last: dayOf(to, precision, 'to'), months: null, group });
	if (months !== null) facts.dates.push({ ...at(`period ${months}`), role: 'months', first: null, last: null, months, group });
	for (const partner of document.partners) {
		const organisation = organisations.get(partner.key);
		if (organisation) facts.partners.push({ ...at(`partners/${partner.key} ${organisation.name}`), organisation, role: partner.role === 'lead' ? 'lead' : 'partner', list: group, complete: true, language: null });
	}
	for (const indicator of document.indicators) facts.counts.push(...countsFrom(at(`indicators/${indicator.key}/target`), indicator.target, [indicator.name, indicator.unit], indicator.atLeast, ''));
	for (const work of document.packages) for (const activity of work.activities) for (const item of activity.deliverables) facts.counts.push(...countsFrom(at(`packages/${work.key}/${activity.key}/${item.key}/planned`), item.planned === null ? null : String(item.planned), [item.title, item.unit], false, ''));
	for (const group of document.groups) facts.counts.push(...countsFrom(at(`groups/${group.key}/planned`), group.planned === null ? null : String(group.planned), [group.name], false, ''));
	facts.counts.push(...objectCounts(at, document.objects));
	return facts;
}
