import { answeringState, checkAnswers, spendAndStore, type Entrance, type Entrances, type Offer, type Outcome, type VariantName } from '#modules/survey/index.ts';
import { dayOf } from '#platform/clock.ts';
import type { Runtime } from '#platform/runtime.ts';
import { keep, type Rendered } from './encode.ts';
import { carriedOver, isLast, moved, neighbour, placeOf, settle, variantIn, variantToStore, type Place } from './flow.ts';
import { nothingTyped, readTyped, type Fields, type Typed } from './form.ts';
import type { Markup } from './html.ts';
import { donePage, kindPage, kioskReturnSeconds, privacyPage, resumePage, savedPage, statusOf, type Kind } from './notices.ts';
import { pathOf, pauseMinutes, surveyPage, type Showing } from './screens.ts';
import type { Saving } from './saving.ts';
import { firstView, readView, variantLanguages, variantsOf, writeView, type View } from './view.ts';
import { Sittings } from './sittings.ts';
import { speech } from './words.ts';

/** What goes back to the browser; `refresh` is the seconds after which a kiosk returns to its start. */
export interface Reply {
	readonly status: number;
	readonly page: Markup | Rendered;
	readonly refresh?: number;
}

export interface Asking {
	readonly entrance: Entrance;
	readonly acceptLanguage: string | undefined;
}

/** The survey behind a link: its pages, and what happens with a form that comes back. */
export class SurveyDoor {
	readonly #runtime: Runtime;
	readonly #entrances: Entrances;
	readonly #saving: Saving;
	readonly #audio: boolean;
	readonly #sittings = new Sittings();
	/** Pages that are the same for everybody, as long as nothing of their survey changes. */
	readonly #kept = new WeakMap<Offer, Map<string, Rendered>>();
	constructor(runtime: Runtime, entrances: Entrances, saving: Saving, audio: boolean) {
		this.#runtime = runtime;
		this.#entrances = entrances;
		this.#saving = saving;
		this.#audio = audio;
	}

	/** The first page, rendered once per survey, language, variant and layout; on a kiosk for each sitting. */
	open({ entrance, acceptLanguage }: Asking): Reply {
		const { offer, way } = entrance;
		const view = firstView(offer, way, acceptLanguage);
		const closed = this.#shut(entrance, false);
		if (closed) return this.#kind(closed, view, offer);
		if (way.kind === 'kiosk') return this.#page(this.#at(entrance, view, { ...nothingTyped, sitting: this.#sittings.begin(this.#runtime.clock.now()) }, undefined));
		return { status: 200, page: this.#keep(offer, `open ${writeView(view)}`, () => surveyPage(this.#at(entrance, view, nothingTyped, undefined))) };
	}

	/** A form of the survey. Never throws for what was typed: whatever it is, the person gets it back with words. */
	async take(asking: Asking, fields: Fields): Promise<Reply> {
		const { entrance, acceptLanguage } = asking;
		const { offer, way } = entrance;
		const view = readView(fields['view']?.[0], firstView(offer, way, acceptLanguage), offer);
		const shut = this.#shut(entrance, true);
		if (shut) return this.#kind(shut, view, offer);
		const { typed: read, strange } = readTyped(fields);
		const sitting = way.kind === 'kiosk' ? this.#sittings.goOn(read.sitting, pauseMinutes(view) * 60_000, this.#runtime.clock.now()) : null;
		// Somebody went back in the browser to what another person had typed.
		if (way.kind === 'kiosk' && sitting === null) return this.open(asking);
		const typed: Typed = { ...read, sitting };
		const known = this.#known(offer, typed);
		const showing = this.#at(entrance, view, known.typed, fields['at']?.[0]);
		const [action = '', to = ''] = (fields['do']?.[0] ?? 'main').split(':');
		if ((fields['version']?.[0] ?? offer.versionId) !== offer.versionId) return this.#page(showing, 409, [speech(view.language, view.variant)('problem.version')]);
		const strangers = [...strange, ...known.unknown];
		if (strangers.length > 0) return this.#page(showing, 422, [`${speech(view.language, view.variant)('problem.unknown')} (${strangers.slice(0, 3).join(', ').slice(0, 80)})`]);
		switch (action) {
			case 'language':
			case 'variant':
			case 'layout':
			case 'large':
			case 'contrast':
				return this.#switched(entrance, showing, action, to);
			case 'back':
				return this.#page({ ...showing, place: neighbour(pathOf(showing), showing.place, -1) });
			case 'stay':
				return this.#page(showing);
			case 'privacy':
				return { status: 200, page: privacyPage(offer, view, { showing }) };
			case 'save':
				return this.#save(entrance, showing);
			case 'resume':
				return { status: 200, page: resumePage(showing, '', null) };
			case 'open':
				return this.#resume(entrance, showing, fields['code']?.[0] ?? '');
			default:
				return action === 'send' || isLast(pathOf(showing), showing.place) ? this.#send(entrance, showing) : this.#next(showing);
		}
	}

	#next(showing: Showing): Reply {
		const { problems } = checkAnswers(variantIn(showing.offer, showing.view.variant), showing.typed.answers[showing.view.variant]);
		const path = pathOf(showing);
		const here = problems.filter(({ question }) => placeOf(path, question) === showing.place);
		if (here.length > 0) return this.#page({ ...showing, problems: here }, 422);
		return this.#page({ ...showing, place: neighbour(path, showing.place, 1) });
	}

	async #send(entrance: Entrance, showing: Showing): Promise<Reply> {
		const { offer, view, typed } = showing;
		const say = speech(view.language, view.variant);
		const variant = variantToStore(offer, view.variant, typed, variantsOf(offer));
		const checked = checkAnswers(variantIn(offer, variant), typed.answers[variant]);
		if (checked.problems.length > 0) return this.#troubled(entrance, { ...showing, problems: checked.problems }, variant);
		if (checked.answered === 0) return this.#page({ ...showing, place: settle(pathOf(showing), view.layout === 'page' ? 'p0' : (pathOf(showing).help ? 'help' : 'info')) }, 422, [say('problem.empty')]);
		const now = this.#runtime.clock.now();
		let outcome: Outcome;
		try {
			outcome = await spendAndStore(this.#runtime.database, { way: entrance.way, versionId: offer.versionId, now, day: dayOf(now, offer.timeZone), response: { variant, assisted: typed.assisted ?? 'no', choices: checked.choices, texts: checked.texts } });
		} catch (problem) {
			// Only what kind of fault it is: an address or an answer never comes into the log.
			this.#runtime.log.error({ err: { type: problem instanceof Error ? problem.name : 'unknown', code: (problem as { code?: unknown } | null)?.code } }, 'an answer could not be stored');
			return this.#page(showing, 503, [say('problem.failed')]);
		}
		this.#entrances.spent(entrance);
		if (outcome === 'refused') return this.#refused(entrance, showing);
		this.#sittings.end(typed.sitting, now);
		if (typed.code) await this.#saving.forget(offer, typed.code);
		const kiosk = entrance.way.kind === 'kiosk';
		const late = outcome === 'stored-late';
		const page = this.#keep(offer, `done ${kiosk} ${late} ${writeView(view)}`, () => donePage(offer, view, kiosk, late, this.#audioOf(offer, view)));
		return { status: 200, page, ...(kiosk ? { refresh: kioskReturnSeconds } : {}) };
	}

	/** Shows the first place where something must be mended, in the variant that it was answered in. */
	#troubled(entrance: Entrance, showing: Showing, variant: Showing['view']['variant']): Reply {
		const languages = variantLanguages(showing.offer, variant);
		const language = languages.includes(showing.view.language) ? showing.view.language : (languages[0] ?? showing.view.language);
		const there = this.#at(entrance, { ...showing.view, variant, language }, showing.typed, undefined);
		const place = placeOf(pathOf(there), showing.problems?.[0]?.question ?? '');
		return this.#page({ ...there, place, problems: (showing.problems ?? []).filter(({ question }) => placeOf(pathOf(there), question) === place) }, 422);
	}

	/** The transaction took nothing: the database says why by now. */
	async #refused(entrance: Entrance, showing: Showing): Promise<Reply> {
		const fresh = await this.#entrances.again(entrance);
		if (!fresh) return this.#kind('unknown', showing.view, null);
		const shut = this.#shut(fresh, true);
		const say = speech(showing.view.language, showing.view.variant);
		if (shut === 'limit' || (!shut && fresh.way.full)) return this.#page({ ...showing, offer: fresh.offer }, 429, [say('limit.text')]);
		if (shut) return this.#kind(shut, showing.view, fresh.offer);
		// Another version of the questions has taken the place of this one since the page was looked up.
		return this.#page(this.#at(fresh, showing.view, this.#known(fresh.offer, showing.typed).typed, showing.place), 409, [say('problem.version')]);
	}

	#switched(entrance: Entrance, showing: Showing, what: 'language' | 'variant' | 'layout' | 'large' | 'contrast', to: string): Reply {
		const { offer, view } = showing;
		const wanted = { ...view, [what]: what === 'large' || what === 'contrast' ? to === 'on' : to } as View;
		const next = readView(writeView(wanted), view, offer);
		const typed = next.variant === view.variant ? showing.typed : carriedOver(offer, showing.typed, view.variant, next.variant);
		const there = this.#at(entrance, next, typed, undefined);
		return this.#page({ ...there, place: moved(pathOf(showing), showing.place, pathOf(there)) });
	}

	async #save(entrance: Entrance, showing: Showing): Promise<Reply> {
		const say = speech(showing.view.language, showing.view.variant);
		const { standard, easy } = showing.typed.answers;
		if (entrance.way.kind === 'kiosk') return this.#page(showing);
		if ([...Object.values(standard), ...Object.values(easy)].every((values) => values.every((value) => value.trim() === ''))) return this.#page(showing, 422, [say('save.empty')]);
		const saved = await this.#saving.save(showing);
		return saved ? { status: 200, page: savedPage({ ...showing, typed: { ...showing.typed, code: saved.code } }, saved.code, saved.until) } : this.#page(showing, 503, [say('problem.failed')]);
	}

	async #resume(entrance: Entrance, showing: Showing, typedCode: string): Promise<Reply> {
		const say = speech(showing.view.language, showing.view.variant);
		const opened = await this.#saving.open(showing.offer, entrance.way, typedCode);
		if (opened === 'wait') return { status: 429, page: resumePage(showing, typedCode, say('resume.wait')) };
		if (opened === null) return { status: 422, page: resumePage(showing, typedCode, say('resume.unknown')) };
		const view = readView(opened['view']?.[0], showing.view, showing.offer);
		const { typed } = this.#known(showing.offer, { ...readTyped(opened).typed, code: typedCode, sitting: showing.typed.sitting });
		const there = this.#at(entrance, view, typed, opened['at']?.[0]);
		return this.#page({ ...there, notice: speech(view.language, view.variant)('resume.welcome') });
	}

	#at(entrance: Entrance, view: View, typed: Typed, wanted: Place | undefined): Showing {
		const showing = { offer: entrance.offer, view, kiosk: entrance.way.kind === 'kiosk', typed, place: '', audio: this.#audioOf(entrance.offer, view) };
		return { ...showing, place: settle(pathOf(showing), wanted) };
	}

	#audioOf = (offer: Offer, view: View): string | null => (this.#audio ? `/s/audio/${offer.regionId.slice(0, 8)}/${offer.versionId}/${view.language}/${view.variant}` : null);

	#page(showing: Showing, status = 200, trouble?: readonly string[]): Reply {
		return { status, page: surveyPage(trouble ? { ...showing, trouble } : showing), ...(showing.kiosk ? { refresh: pauseMinutes(showing.view) * 60 } : {}) };
	}

	/** Answers whose question the survey has, and choices that it offers; the rest belonged to another version. */
	#known(offer: Offer, typed: Typed): { typed: Typed; unknown: readonly string[] } {
		const unknown = (['standard', 'easy'] as const).flatMap((name) => Object.keys(typed.answers[name]).filter((id) => !this.#asks(offer, name, id)));
		if (unknown.length === 0) return { typed, unknown };
		const answers = (name: VariantName) => Object.fromEntries(Object.entries(typed.answers[name]).filter(([id]) => this.#asks(offer, name, id)));
		return { typed: { ...typed, answers: { standard: answers('standard'), easy: answers('easy') } }, unknown };
	}

	#asks = (offer: Offer, name: VariantName, id: string): boolean => offer.document.variants[name]?.questions.some((question) => question.id === id) ?? false;

	#shut({ offer, way }: Entrance, sending: boolean): Kind | null {
		if (way.withdrawn) return 'withdrawn';
		if (way.spent) return 'spent';
		const state = answeringState(offer, this.#runtime.clock.now());
		if (state === 'not-yet-open') return 'soon';
		if (state === 'closed' || (state === 'grace' && !sending)) return 'closed';
		return way.full && !sending ? 'limit' : null;
	}

	#kind(kind: Kind, view: Pick<View, 'language'>, offer: Offer | null): Reply {
		return { status: statusOf[kind], page: kindPage(kind, view.language, offer) };
	}

	#keep(offer: Offer, key: string, render: () => Markup): Rendered {
		let pages = this.#kept.get(offer);
		if (!pages) this.#kept.set(offer, (pages = new Map()));
		let page = pages.get(key);
		if (!page) pages.set(key, (page = keep(render())));
		return page;
	}
}
