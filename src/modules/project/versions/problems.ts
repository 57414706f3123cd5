import { cents, sum } from '#platform/money.ts';
import type { LocalizedText } from '#platform/locale.ts';
import type { Partner, ProjectDocument, Share } from '../model.ts';

/** The parts of a document, each with a page of its own in the editor. */
export const problemSections = ['basics', 'period', 'partners', 'funds', 'shares', 'lines', 'groups', 'objectives', 'packages', 'indicators', 'objects', 'compliance', 'documents', 'sources', 'budget'] as const;
export type ProblemSection = (typeof problemSections)[number];

/**
 * What is wrong with a document or what it lacks. The message is `project_problem_<code>`; `about` names the thing. An
 * `error` contradicts the document itself and hinders a version; `missing` is only said.
 */
export interface VersionProblem {
	readonly code: string;
	readonly severity: 'error' | 'missing';
	readonly section: ProblemSection;
	readonly about: LocalizedText | string | null;
	readonly params: Readonly<Record<string, string | number>>;
}

export const isBlocked = (problems: readonly VersionProblem[]): boolean => problems.some(({ severity }) => severity === 'error');

type About = VersionProblem['about'];
const error = (section: ProblemSection, code: string, about: About = null, params: VersionProblem['params'] = {}): VersionProblem => ({ code, severity: 'error', section, about, params });
const missing = (section: ProblemSection, code: string, about: About = null): VersionProblem => ({ code, severity: 'missing', section, about, params: {} });

/** Everything that a version made of this document would contradict or lack, in the order of the sections. */
export const versionProblems = (document: ProjectDocument): VersionProblem[] =>
	[...lacks(document), ...periodProblems(document), ...partnerProblems(document), ...shareProblems(document), ...keyProblems(document), ...budgetProblems(document)].sort(
		(a, b) => problemSections.indexOf(a.section) - problemSections.indexOf(b.section)
	);

function lacks({ codes, period, partners, funds, shares, budget, groups, indicators, programme, documents }: ProjectDocument): VersionProblem[] {
	return [
		...(codes.length === 0 ? [missing('basics', 'no_code')] : []),
		...(programme.name === null ? [missing('basics', 'no_programme')] : []),
		...(period.from === null || period.to === null ? [missing('period', 'no_period')] : []),
		...(partners.length === 0 ? [missing('partners', 'no_partners')] : partners.some(({ role }) => role === 'lead') ? [] : [missing('partners', 'no_lead')]),
		...(funds.length === 0 ? [missing('funds', 'no_funds')] : []),
		...(budget.length === 0 && !shares.some((share) => share.partner === null && share.total !== null) ? [missing('shares', 'no_total')] : []),
		...(groups.length === 0 ? [missing('groups', 'no_groups')] : []),
		...(indicators.length === 0 ? [missing('indicators', 'no_indicators')] : []),
		...(documents.length === 0 ? [missing('documents', 'no_documents')] : [])
	];
}

const reversed = (from: string | null, to: string | null): boolean => from !== null && to !== null && from > to;

function periodProblems({ period, partners, periods, packages }: ProjectDocument): VersionProblem[] {
	const ordered = [...periods].sort((a, b) => a.from.localeCompare(b.from));
	return [
		...(reversed(period.from, period.to) ? [error('period', 'period_reversed')] : []),
		...partners.filter(({ from, to }) => reversed(from, to)).map(({ name }) => error('partners', 'dates_reversed', name)),
		...periods.filter(({ from, to }) => reversed(from, to)).map(({ name }) => error('lines', 'dates_reversed', name)),
		...ordered.flatMap((later, index) => {
			const earlier = ordered[index - 1];
			return earlier && earlier.to >= later.from ? [error('lines', 'periods_overlap', later.name)] : [];
		}),
		...packages.flatMap(({ activities }) => activities.filter(({ from, to }) => reversed(from, to)).map(({ title }) => error('packages', 'dates_reversed', title)))
	];
}

const overlap = (a: Partner, b: Partner): boolean => (a.from ?? '') <= (b.to ?? '9999') && (b.from ?? '') <= (a.to ?? '9999');

function partnerProblems({ partners }: ProjectDocument): VersionProblem[] {
	const pairs = partners.flatMap((a, index) => partners.slice(index + 1).map((b) => [a, b] as const));
	return pairs.flatMap(([a, b]) => {
		if (!overlap(a, b)) return [];
		if (a.institutionId !== null && a.institutionId === b.institutionId) return [error('partners', 'partner_twice', b.name)];
		return a.role === 'lead' && b.role === 'lead' ? [error('partners', 'two_leads', b.name)] : [];
	});
}

const over100 = (rates: readonly (string | null)[]): boolean => {
	// Four decimals at most: whole ten-thousandths of a percent.
	const total = rates.reduce((units, rate) => {
		const [whole = '0', fraction = ''] = (rate ?? '0').split('.');
		return units + BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'));
	}, 0n);
	return total > 1_000_000n;
};

// Published figures are rounded; only more than one whole unit too much is a contradiction.
const exceeds = (parts: string, whole: string): boolean => cents(parts) - cents(whole) > 100n;

function shareProblems(document: ProjectDocument): VersionProblem[] {
	const { shares, partners } = document;
	const aboutOf = (share: Share): About => partners.find(({ key }) => key === share.partner)?.name ?? share.partner;
	const seen = new Set<string | null>();
	const problems = shares.flatMap((share) => {
		const about = aboutOf(share);
		const twice = seen.has(share.partner);
		seen.add(share.partner);
		return [
			...(twice ? [error('shares', 'share_twice', about)] : []),
			...(share.total !== null && exceeds(sum(share.funds.map(({ amount }) => amount)), share.total) ? [error('shares', 'funds_over_total', about, { total: share.total, funds: sum(share.funds.map(({ amount }) => amount)), currency: document.currency })] : []),
			...(over100(share.funds.map(({ rate }) => rate)) ? [error('shares', 'rates_over_100', about)] : []),
			...share.funds.filter(({ fund }, index) => share.funds.findIndex((other) => other.fund === fund) < index).map(() => error('shares', 'fund_twice', about))
		];
	});
	const whole = shares.find(({ partner }) => partner === null);
	const parts = sum(shares.flatMap(({ partner, total }) => (partner === null || total === null ? [] : [total])));
	if (whole?.total && exceeds(parts, whole.total)) problems.push(error('shares', 'partners_over_total', null, { total: whole.total, partners: parts, currency: document.currency }));
	return problems;
}

/** Whether a line is, over any number of flat rates, a percentage of itself. */
function leadsBack(lines: ProjectDocument['lines'], key: string): boolean {
	let next = lines.find((line) => line.key === key)?.flatRate?.of;
	for (let step = 0; next !== undefined && step < lines.length; step++) {
		if (next === key) return true;
		const of: string = next;
		next = lines.find((line) => line.key === of)?.flatRate?.of;
	}
	return false;
}

function budgetProblems({ budget, lines }: ProjectDocument): VersionProblem[] {
	const seen = new Set<string>();
	const twice = budget.some((cell) => {
		const place = [cell.partner, cell.line, cell.fund, cell.period, cell.kind].join('/');
		if (seen.has(place)) return true;
		seen.add(place);
		return false;
	});
	return [
		...(twice ? [error('budget', 'cell_twice')] : []),
		...lines.filter(({ key }) => leadsBack(lines, key)).map(({ name }) => error('lines', 'flat_rate_circle', name)),
		...lines.filter(({ flatRate }) => flatRate && over100([flatRate.percent])).map(({ name }) => error('lines', 'flat_rate_over_100', name))
	];
}

/** Keys that stand twice in one list, and keys that name nothing. */
function keyProblems(document: ProjectDocument): VersionProblem[] {
	const { partners, funds, lines, periods, groups, objectives, packages, indicators, objects, compliance, documents, budget, shares } = document;
	const activities = packages.flatMap((p) => p.activities);
	const lists: [ProblemSection, readonly { key: string }[]][] = [
		['partners', partners], ['funds', funds], ['lines', lines], ['lines', periods], ['groups', groups], ['objectives', objectives], ['packages', packages],
		...packages.map((p): [ProblemSection, readonly { key: string }[]] => ['packages', p.activities]),
		// Not by activity: what is reached names a deliverable by its key alone.
		['packages', activities.flatMap((a) => a.deliverables)],
		['indicators', indicators], ['objects', objects], ['compliance', compliance], ['documents', documents]
	];
	const twice = lists.flatMap(([section, list]) => [...new Set(list.map(({ key }) => key).filter((key, index, all) => all.indexOf(key) < index))].map((key) => error(section, 'key_twice', key)));
	const known = { partner: keysOf(partners), fund: keysOf(funds), line: keysOf(lines), period: keysOf(periods), document: keysOf(documents) };
	const unknown = (section: ProblemSection, kind: keyof typeof known, keys: readonly (string | null)[]): VersionProblem[] =>
		[...new Set(keys.filter((key): key is string => key !== null && !known[kind].has(key)))].map((key) => error(section, `unknown_${kind}`, key));
	return [
		...twice,
		...unknown('shares', 'partner', shares.map(({ partner }) => partner)),
		...unknown('shares', 'fund', shares.flatMap((share) => share.funds.map(({ fund }) => fund))),
		...unknown('lines', 'line', lines.map(({ flatRate }) => flatRate?.of ?? null)),
		...unknown('packages', 'partner', activities.map(({ partner }) => partner)),
		...unknown('objects', 'partner', objects.map(({ partner }) => partner)),
		...(['partner', 'line', 'fund', 'period'] as const).flatMap((kind) => unknown('budget', kind, budget.map((cell) => cell[kind]))),
		...unknown('sources', 'document', Object.values(document.sources).map(({ document: key }) => key))
	];
}

const keysOf = (list: readonly { key: string }[]): Set<string> => new Set(list.map(({ key }) => key));
