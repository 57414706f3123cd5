import { m } from '#i18n/text.ts';
import { cents, sum } from '#platform/money.ts';
import { inLocale, locales, type LocalizedText } from '#platform/locale.ts';
import type { Partner, ProjectDocument } from '../model.ts';
import { categoryOf, europe, europeanCountries, formatOf, roles, typeOfFund } from './codes.ts';
import type { ExportedProject, Places } from './model.ts';
import { inAllLanguages, narratives } from './narratives.ts';
import { spoken } from './value.ts';
import { el, type Xml } from './xml.ts';

/** Who tells of a project. */
export interface Reporter {
	readonly ref: string;
	readonly type: string;
	readonly name: LocalizedText;
}

/** What the activity is in words: its title with the programme, its objectives, its target groups, its programme and its published totals. */
export function descriptions({ document }: ExportedProject): Xml[] {
	const { programme, objectives, groups, shares, partners, currency } = document;
	const told = (type: string, attributes: Record<string, string | null>, text: LocalizedText): Xml => el('description', { type, ...attributes }, narratives(text));
	const general: LocalizedText = Object.fromEntries(locales.flatMap((locale) => (document.title[locale] === undefined ? [] : [[locale, programme.name === null ? document.title[locale] : `${document.title[locale]}. ${inLocale(programme.name, locale)}`]])));
	return [
		told('1', { 'sq:of': 'general' }, general),
		...objectives.map(({ key, text }) => told('2', { 'sq:of': 'objective', 'sq:key': key }, text)),
		...groups.map(({ key, kind, name }) => told('3', { 'sq:of': 'group', 'sq:key': key, 'sq:kind': kind }, name)),
		...(['name', 'priority', 'objective'] as const).flatMap((part) => (programme[part] === null ? [] : [told('4', { 'sq:of': `programme-${part}` }, programme[part])])),
		...shares.flatMap(({ partner, total }) => {
			if (total === null) return [];
			const name = partners.find(({ key }) => key === partner)?.name ?? null;
			const amount = spoken(total, currency);
			const text = inAllLanguages((locale) => (name === null ? m.exchange_iati_total({ amount: inLocale(amount, locale) }, { locale }) : m.exchange_iati_total_of({ partner: inLocale(name, locale), amount: inLocale(amount, locale) }, { locale })));
			return [told('4', { 'sq:of': 'total', 'sq:partner': partner, 'sq:amount': total, 'sq:currency': currency }, text)];
		})
	];
}

/** Who pays and who does the work: funds that are organisations, and partners; the lead both answers for it and takes part. */
export function organisations({ document, origin }: ExportedProject, places: Places, reporter: Reporter): Xml[] {
	const kept = origin?.kept.organisations ?? {};
	const partner = (p: Partner, role: string): Xml => {
		const before = kept[`partner/${p.key}`];
		return el(
			'participating-org',
			{
				ref: before?.ref ?? null,
				// A municipality is local government; what kind of organisation another partner is, nobody recorded.
				type: before?.type ?? (p.municipalityId !== null && p.institutionId === null ? '11' : null),
				role,
				'sq:key': p.key,
				'sq:role': p.role,
				'sq:country': p.country,
				'sq:from': p.from,
				'sq:to': p.to,
				'sq:institution': (p.institutionId === null ? null : places.institutions.get(p.institutionId)) ?? before?.institution ?? null,
				'sq:municipality': (p.municipalityId === null ? null : places.municipalities.get(p.municipalityId)) ?? before?.municipality ?? null
			},
			narratives(p.name)
		);
	};
	const found = [
		...document.funds.filter(({ kind }) => kind !== 'own').map((fund) => el('participating-org', { ref: kept[`fund/${fund.key}`]?.ref ?? null, type: kept[`fund/${fund.key}`]?.type ?? typeOfFund[fund.kind], role: roles.funding, 'sq:key': fund.key, 'sq:kind': fund.kind }, narratives(fund.name))),
		...document.partners.flatMap((p) => (p.role === 'lead' ? [partner(p, roles.accountable), partner(p, roles.implementing)] : [partner(p, roles.implementing)]))
	];
	// The standard asks for one organisation: where no other is known, it is the one that keeps the record and tells of it.
	return found.length > 0 ? found : [el('participating-org', { ref: reporter.ref, type: reporter.type, role: roles.accountable, 'sq:of': 'reporter' }, narratives(reporter.name))];
}

/**
 * Where the money goes: the partners' country; several countries with percentages where the partners' published totals add
 * up to the project's, else their region. Percentages nobody can know are never shared out evenly.
 */
export function recipients({ partners, shares }: ProjectDocument): Xml[] {
	const countries = [...new Set(partners.map(({ country }) => country))].sort();
	const [only] = countries;
	if (only === undefined) return [];
	if (countries.length === 1) return [el('recipient-country', { code: only })];
	const total = shares.find(({ partner }) => partner === null)?.total ?? null;
	const parts = partners.filter(({ role }) => role !== 'associated').map(({ key, country }) => ({ country, total: shares.find(({ partner }) => partner === key)?.total ?? null }));
	if (total !== null && cents(total) > 0n && parts.every((part) => part.total !== null) && cents(sum(parts.flatMap((part) => part.total ?? []))) === cents(total)) {
		const amounts = countries.map((country) => ({ country, cents: cents(sum(parts.flatMap((part) => (part.country === country && part.total !== null ? [part.total] : [])))) }));
		return percentages(amounts.filter((amount) => amount.cents > 0n)).map(({ country, percentage }) => el('recipient-country', { code: country, percentage }));
	}
	return countries.every((country) => europeanCountries.has(country)) ? [el('recipient-region', { code: europe, vocabulary: '1' })] : [];
}

/** Shares of a whole in percent with two decimals that add up to exactly 100: what rounding leaves goes to the largest remainders. */
export function percentages(amounts: readonly { readonly country: string; readonly cents: bigint }[]): { country: string; percentage: string }[] {
	const total = amounts.reduce((all, amount) => all + amount.cents, 0n);
	const rows = amounts.map(({ country, cents: part }) => ({ country, units: (part * 10_000n) / total, left: (part * 10_000n) % total }));
	let missing = 10_000n - rows.reduce((all, { units }) => all + units, 0n);
	for (const row of [...rows].sort((a, b) => (a.left === b.left ? a.country.localeCompare(b.country) : a.left > b.left ? -1 : 1))) {
		if (missing === 0n) break;
		row.units += 1n;
		missing -= 1n;
	}
	return rows.map(({ country, units }) => ({ country, percentage: `${units / 100n}.${String(units % 100n).padStart(2, '0')}` }));
}

/** Where something was to be built or improved. */
export const locations = ({ document, origin }: ExportedProject, places: Places): Xml[] =>
	document.objects.map((object) =>
		el(
			'location',
			{
				ref: object.key,
				'sq:partner': object.partner,
				'sq:ownership': object.ownership,
				'sq:quantity': object.quantity,
				'sq:cost': object.cost,
				'sq:municipality': (object.municipalityId === null ? null : places.municipalities.get(object.municipalityId)) ?? origin?.kept.places[object.key] ?? null
			},
			[el('location-reach', { code: '1' }), el('name', {}, narratives(object.place)), el('activity-description', {}, narratives(object.what))]
		)
	);

/** Documents that stand at an address. The language of their titles is not recorded. */
export const documentLinks = ({ documents }: ProjectDocument): Xml[] =>
	documents.flatMap(({ key, kind, title, issuedOn, address }) =>
		address === null || !/^https?:/i.test(address)
			? []
			: [
					el('document-link', { url: new URL(address).href, format: formatOf(address), 'sq:key': key, 'sq:kind': kind }, [
						el('title', {}, el('narrative', {}, title)),
						el('category', { code: categoryOf[kind] }),
						issuedOn === null ? null : el('document-date', { 'iso-date': issuedOn })
					])
				]
	);
