import { systemActor } from '#platform/access.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { RegionId, SurveyId } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { getQuestionnaire } from '../questionnaire/queries.ts';
import { readerTestsOf } from '../questionnaire/reader-tests.ts';
import { selectRegionByPrefix, selectWay } from './hot-store.ts';
import type { Offer, Way } from './model.ts';
import { selectOffer } from './offer-store.ts';
import { normaliseToken, tokenSha256 } from './token.ts';

/** How long a page may show a survey's state of a moment ago, in milliseconds; the transaction that stores has the last word. */
export const freshFor = 3_000;
const mostKept = 2_000;

/** A small memory of what was asked for last; values are asked for again once they are older than `freshFor`. */
class Recent<T> {
	readonly #entries = new Map<string, { readonly value: T; readonly at: number }>();

	get(key: string): { readonly value: T; readonly fresh: boolean } | null {
		const entry = this.#entries.get(key);
		return entry ? { value: entry.value, fresh: performance.now() - entry.at < freshFor } : null;
	}
	set(key: string, value: T): T {
		this.#entries.delete(key);
		this.#entries.set(key, { value, at: performance.now() });
		for (const oldest of this.#entries.keys()) {
			if (this.#entries.size <= mostKept) break;
			this.#entries.delete(oldest);
		}
		return value;
	}
	delete(key: string): void {
		this.#entries.delete(key);
	}
}

/** A survey as respondents meet it, or null. For the program itself: whoever holds a link may see it. */
export async function offerOf(context: Context, surveyId: SurveyId): Promise<Offer | null> {
	const row = await selectOffer(context, surveyId);
	if (!row) return null;
	const { document } = await getQuestionnaire(context, row.versionId);
	const testedIn = row.variants.includes('easy') ? [...new Set((await readerTestsOf(context, row.versionId)).map(({ language }) => language))] : [];
	return { ...row, document, testedIn };
}

export interface Entrance {
	readonly way: Way;
	/** The same object as long as nothing of the survey has changed: what was rendered for it may be kept with it. */
	readonly offer: Offer;
}

/** Finds what a link opens, with few questions to the database. One per program. */
export class Entrances {
	readonly #runtime: Runtime;
	readonly #regions = new Map<string, RegionId>();
	readonly #offers = new Recent<Offer>();
	readonly #ways = new Recent<Way>();
	constructor(runtime: Runtime) {
		this.#runtime = runtime;
	}

	/** The region of the first eight characters of a link, or null. */
	async region(prefix: string): Promise<RegionId | null> {
		const known = this.#regions.get(prefix);
		if (known) return known;
		const found = await selectRegionByPrefix(this.#runtime.database, prefix);
		if (found) this.#regions.set(prefix, found);
		return found;
	}

	/**
	 * The link and its survey, or null for a text that is no link of ours. To whoever sends a form the link may be as it was
	 * when the form was opened: the transaction that stores the answer looks again.
	 */
	async find(text: string, sending = false): Promise<Entrance | null> {
		const token = normaliseToken(text);
		const regionId = token ? await this.region(token.slice(0, 8)) : null;
		if (!token || !regionId) return null;
		const way = await this.#way(tokenSha256(token), regionId, sending ? 'any' : 'fresh');
		const offer = way ? await this.offer(regionId, way.surveyId) : null;
		return way && offer ? { way, offer } : null;
	}

	/** What an entrance has become by now, asked of the database. */
	async again({ way }: Entrance): Promise<Entrance | null> {
		const now = await this.#way(way.tokenSha256, way.regionId, 'new');
		const offer = now ? await this.offer(now.regionId, now.surveyId, true) : null;
		return now && offer ? { way: now, offer } : null;
	}

	/** Forgets a link that was just spent. */
	spent({ way }: Entrance): void {
		if (way.kind === 'one-time') this.#ways.delete(keyOf(way.tokenSha256));
	}

	async #way(hash: Buffer, regionId: RegionId, wanted: 'any' | 'fresh' | 'new'): Promise<Way | null> {
		const key = keyOf(hash);
		const kept = wanted === 'new' ? null : this.#ways.get(key);
		// Whoever opens a link that works once is told what the database says: the next visit is likely to find it spent.
		if (kept && (wanted === 'any' || (kept.fresh && kept.value.kind !== 'one-time'))) return kept.value;
		const way = await selectWay(this.#runtime.database, regionId, hash, dayOf(this.#runtime.clock.now()));
		if (way) this.#ways.set(key, way);
		else this.#ways.delete(key);
		return way;
	}

	async offer(regionId: RegionId, surveyId: SurveyId, again = false): Promise<Offer | null> {
		const kept = this.#offers.get(surveyId);
		if (kept?.fresh && !again) return kept.value;
		const offer = await inContext({ regionId, actor: systemActor, locale: 'lv' }, (context) => offerOf(context, surveyId), this.#runtime);
		if (!offer) return null;
		return this.#offers.set(surveyId, kept && sameOffer(kept.value, offer) ? kept.value : offer);
	}
}

const keyOf = (hash: Buffer): string => hash.toString('base64');

const sameOffer = (a: Offer, b: Offer): boolean => JSON.stringify({ ...a, document: 0 }) === JSON.stringify({ ...b, document: 0 });
