import type { LocalizedText } from '#platform/locale.ts';
import { cents, compareAmounts, difference, fromCents, sum, type Amount } from '#platform/money.ts';
import { sourcePath, type ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { objectRows, resultRows, type ObjectRow, type ProjectObject } from '../things/index.ts';
import { money } from './rules.ts';
import type { Money } from './model.ts';
import type { FundShare, PublicFile, PublicObject, PublicPartner, PublicProject, PublicResult, PublicSource, PublicVersion, Reference } from './public-model.ts';

/** A version as the public page needs it. */
export interface KnownVersion extends Pick<PublicVersion, 'number' | 'stage' | 'inForceFrom'> {
	readonly document: ProjectDocument;
}

/** What is known of municipalities: the name as recorded, and the name today where that is another one. */
export type PlaceNames = (municipalityId: string | null) => { readonly recorded: LocalizedText | null; readonly today: LocalizedText | null };

export interface Known {
	readonly region: PublicProject['region'];
	readonly project: Pick<PublicProject, 'id' | 'slug' | 'state' | 'publishedAt' | 'changedAt'>;
	/** The one in force. */
	readonly version: KnownVersion;
	/** All of them, the first one first. */
	readonly versions: readonly KnownVersion[];
	readonly achievements: readonly Achievement[];
	readonly objects: readonly ProjectObject[];
	readonly files: readonly PublicFile[];
	/** The total in euro by the rate of its day, for currencies without a fixed rate. */
	readonly totalEuro: Amount | null;
	readonly places: PlaceNames;
}

/** Everything that the public page of a project says, made of the version in force, what was reached and the versions before. */
export function publicView(known: Known): PublicProject {
	const { document } = known.version;
	const reference = referencesOf(document);
	const [first] = known.versions.filter(({ stage }) => stage === 'approved');
	const whole = document.shares.find(({ partner }) => partner === null);
	const total = whole?.total ? inCurrency(document, whole.total, known.totalEuro) : null;
	const firstTotal = first ? totalIn(first.document) : null;
	const funds = fundShares(document, null, reference);
	return {
		region: known.region,
		...known.project,
		codes: document.codes,
		title: document.title,
		acronym: document.acronym,
		programme: document.programme,
		period: document.period,
		periodSource: reference('period'),
		total,
		totalSource: reference('shares', null, 'total'),
		firstTotal: firstTotal && (total === null || firstTotal.currency !== total.currency || compareAmounts(firstTotal.amount, total.amount) !== 0) ? firstTotal : null,
		funds,
		unexplained: total === null ? null : unexplainedOf(total, funds),
		lines: linesOf(document),
		partners: document.partners.map((partner): PublicPartner => {
			const share = document.shares.find((s) => s.partner === partner.key);
			const place = known.places(partner.municipalityId);
			return {
				key: partner.key, role: partner.role, name: partner.name, country: partner.country, municipality: place.recorded, municipalityToday: place.today, from: partner.from, to: partner.to,
				total: share?.total ? money(share.total, document.currency) : null,
				funds: fundShares(document, partner.key, reference),
				source: share ? (reference('shares', partner.key, 'total') ?? reference('partners')) : reference('partners')
			};
		}),
		objectives: document.objectives.map(({ text }) => text),
		groups: document.groups.map(({ key, kind, name }) => ({ key, kind, name })),
		results: resultsOf(known, first?.document ?? null, reference),
		compliance: document.compliance,
		objects: objectRows(document, known.objects).map((row, i) => toObject(row, i, known)),
		files: known.files.map(({ id, title, mediaType, size }) => ({ id, title, mediaType, size })),
		versions: known.versions.map(({ number, stage, inForceFrom, document: then }): PublicVersion => ({ number, stage, inForceFrom, total: totalIn(then), eu: unionPart(then), partners: then.partners.length, period: then.period })),
		sources: sourcesOf(document),
		union: document.funds.filter(({ kind }) => kind === 'eu').map(({ name }) => name),
		otherDonors: document.funds.filter(({ kind }) => kind === 'other-donor').map(({ name }) => name),
		answersFor: known.region.name
	};
}

const inCurrency = (document: ProjectDocument, amount: Amount, inEuro: Amount | null): Money => {
	const fixed = money(amount, document.currency);
	return fixed.inEuro === null ? { ...fixed, inEuro } : fixed;
};

const totalIn = (document: ProjectDocument): Money | null => {
	const total = document.shares.find(({ partner }) => partner === null)?.total ?? null;
	return total === null ? null : money(total, document.currency);
};

function unionPart(document: ProjectDocument): Money | null {
	const parts = document.shares.find(({ partner }) => partner === null)?.funds.filter(({ fund }) => document.funds.some(({ key, kind }) => key === fund && kind === 'eu')) ?? [];
	return parts.length === 0 ? null : money(sum(parts.map(({ amount }) => amount)), document.currency);
}

/** The documents that stand behind the figures, numbered as they are listed. */
export const sourcesOf = (document: ProjectDocument): PublicSource[] => document.documents.map(({ kind, title, issuedOn, address }, i) => ({ number: i + 1, kind, title, issuedOn, address: webAddress(address) }));

/** Only what a browser opens as a page; anything else stays words. */
const webAddress = (address: string | null): string | null => (address !== null && /^https?:\/\//i.test(address) ? address : null);

type Given = { readonly document: string; readonly place: string } | null | undefined;

/** The place in the list of sources that a source of a figure names; null for a document that the version no longer has. */
function referenceTo(document: ProjectDocument, source: Given): Reference | null {
	const index = source ? document.documents.findIndex(({ key }) => key === source.document) : -1;
	const found = document.documents[index];
	return source && found ? { number: index + 1, title: found.title, place: source.place } : null;
}

type Referrer = (...parts: (string | null)[]) => Reference | null;
const referencesOf = (document: ProjectDocument): Referrer => (...parts) => referenceTo(document, document.sources[sourcePath(...parts)]);

function toObject({ plan, planSource, object }: ObjectRow, index: number, { version: { document }, places }: Known): PublicObject {
	const place = places(object?.municipalityId ?? plan?.municipalityId ?? null);
	return {
		key: object?.id ?? plan?.key ?? String(index),
		place: object?.place ?? plan?.place ?? {},
		municipality: place.recorded,
		municipalityToday: place.today,
		planned: plan && { what: plan.what, quantity: plan.quantity, cost: plan.cost === null ? null : money(plan.cost, document.currency), source: referenceTo(document, planSource) },
		built: object && {
			what: object.built, quantity: object.quantity, cost: object.cost === null || object.currency === null ? null : money(object.cost, object.currency), state: object.state, finishedOn: object.finishedOn, asOf: object.asOf,
			source: referenceTo(document, object.source),
			photos: object.photos.map(({ id, alternative, takenOn, width, height }) => ({ id, alternative, takenOn, width, height }))
		}
	};
}

function fundShares(document: ProjectDocument, partner: string | null, reference: Referrer): FundShare[] {
	const share = document.shares.find((s) => s.partner === partner);
	return (share?.funds ?? []).flatMap(({ fund, amount, rate }): FundShare[] => {
		const known = document.funds.find(({ key }) => key === fund);
		return known ? [{ key: fund, name: known.name, kind: known.kind, share: money(amount, document.currency), rate, source: reference('shares', partner, fund) }] : [];
	});
}

/** What no published part explains; parts that exceed the total leave nothing to explain. */
function unexplainedOf(total: Money, funds: readonly FundShare[]): Money | null {
	if (funds.length === 0) return null;
	const rest = difference(total.amount, sum(funds.map(({ share }) => share.amount)));
	if (cents(rest) <= 0n) return null;
	return money(rest, total.currency, restInEuro(total, funds));
}

/** The rest in euro is what the euro of the parts leave of the total's, so that the column adds up as printed. */
function restInEuro(total: Money, funds: readonly FundShare[]): Amount | null {
	const parts = funds.map(({ share }) => share.inEuro);
	if (total.inEuro === null || parts.some((part) => part === null)) return null;
	return difference(total.inEuro, sum(parts.map((part) => part ?? '0.00')));
}

function linesOf(document: ProjectDocument): PublicProject['lines'] {
	const sums = new Map<string, bigint>();
	for (const { line, amount } of document.budget) sums.set(line, (sums.get(line) ?? 0n) + cents(amount));
	return document.lines.flatMap(({ key, name }) => {
		const planned = sums.get(key);
		return planned === undefined ? [] : [{ key, name, planned: money(fromCents(planned), document.currency) }];
	});
}

function resultsOf({ version: { document }, achievements }: Known, first: ProjectDocument | null, reference: Referrer): PublicResult[] {
	const firstRows = first === null ? [] : resultRows(first, []).rows;
	return resultRows(document, achievements).rows.map(({ subject, key, name, unit, kind, within, planned, atLeast, standing, baseline, achievement, plannedSource }): PublicResult => {
		const before = firstRows.find((row) => row.subject === subject && row.key === key)?.planned ?? null;
		return {
			subject, key, name, unit, kind, within, planned, atLeast, standing, baseline,
			reached: achievement?.reached ?? null,
			byDay: achievement?.byDay ?? null,
			plannedSource: referenceTo(document, plannedSource) ?? reference(subject === 'indicator' ? 'indicators' : subject === 'group' ? 'groups' : 'packages'),
			reachedSource: referenceTo(document, achievement?.source),
			firstPlanned: before !== planned ? before : null
		};
	});
}
