import { inLocale, shownLocale, type Locale } from '#platform/locale.ts';
import { formatMoney } from '#i18n/format.ts';
import { m, messageOf } from '#i18n/text.ts';
import { listPeriod } from '#i18n/period.ts';
import type { ProjectFeed } from './public-queries.ts';

/**
 * The feed of a region's published projects after RFC 4287, in the language of the request. `origin` stands before the
 * permanent addresses; entries are known by the project's own id, which no move of the site changes.
 */
export function atomFeed(feed: ProjectFeed, origin: string, locale: Locale): string {
	const list = `${origin}/regions/${feed.region.slug}/projects`;
	const updated = feed.entries[0]?.changedAt ?? new Date(0);
	const regionName = inLocale(feed.region.name, locale);
	const entries = feed.entries.map((entry) => {
		const language = shownLocale(entry.title, locale);
		const title = [entry.acronym, inLocale(entry.title, locale)].filter((part) => part !== '').join(' – ');
		return `\t<entry>
\t\t<id>urn:uuid:${entry.id}</id>
\t\t<title${language === locale ? '' : ` xml:lang="${language}"`}>${xml(title)}</title>
\t\t<link rel="alternate" type="text/html" href="${xml(`${list}/${entry.slug}`)}"/>
\t\t<published>${entry.publishedAt.toISOString()}</published>
\t\t<updated>${entry.changedAt.toISOString()}</updated>
\t\t<category term="${entry.state}" label="${xml(messageOf(`portfolio_state_${entry.state}`))}"/>
\t\t<summary>${xml(summaryOf(entry, locale))}</summary>
\t</entry>\n`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
\t<id>${xml(`${list}.atom`)}</id>
\t<title>${xml(`${m.portfolio_public_title()} – ${regionName}`)}</title>
\t<updated>${updated.toISOString()}</updated>
\t<author><name>${xml(regionName)}</name></author>
\t<link rel="self" type="application/atom+xml" href="${xml(`${list}.atom`)}"/>
\t<link rel="alternate" type="text/html" href="${xml(list)}"/>
${entries.join('')}</feed>
`;
}

/** State, period and money in one line; what is not known is left out. */
function summaryOf(entry: ProjectFeed['entries'][number], locale: Locale): string {
	const total = entry.total !== null && entry.currency !== null ? formatMoney(entry.total, entry.currency, locale) : '';
	const inEuro = entry.totalEuro !== null && entry.currency !== 'EUR' ? `(${formatMoney(entry.totalEuro, 'EUR', locale)})` : '';
	return [messageOf(`portfolio_state_${entry.state}`), inLocale(entry.programme, locale), listPeriod(entry.from, entry.to) ?? '', [total, inEuro].filter((part) => part !== '').join(' ')].filter((part) => part !== '').join(' · ');
}

/** Text inside XML: signs that XML 1.0 does not know at all are left out. */
const xml = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Cs}/gu, '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
