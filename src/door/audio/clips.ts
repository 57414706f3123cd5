import { createHash } from 'node:crypto';
import { systemActor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { QuestionnaireVersionId, SurveyId, type RegionId } from '#platform/ids.ts';
import { inContext, type Runtime } from '#platform/runtime.ts';
import { answerLanguages, getQuestionnaire, offerOf, variantNames, type AnswerLanguage, type Offer, type VariantName } from '#modules/survey/index.ts';
import { insertClip, selectClip, selectKnown } from './audio-store.ts';
import { settingsOf, voiceOf, type Speech, type Voice } from './model.ts';
import { surveyOfClip } from './names.ts';
import { clipsOf, spokenText } from './spoken.ts';
import type { Speaker } from './speaker.ts';

/** Which clip is asked for, as the address says it: nothing of it is checked yet. */
export interface Asked {
	readonly versionId: string;
	readonly language: string;
	readonly variant: string;
	readonly name: string;
}

/** A text to be heard, and the name under which its sound is kept. */
export interface Clip {
	readonly key: string;
	readonly text: string;
	readonly voice: Voice;
}

/** SHA-256 of language, voice settings and spoken text: the same words with the same voice are one clip, whoever asks. */
export const keyOf = (language: AnswerLanguage, voice: Voice, text: string): string => createHash('sha256').update(`${language}\n${settingsOf(voice)}\n${text}`).digest('hex');

export function clip(language: AnswerLanguage, variant: VariantName, text: string): Clip {
	const voice = voiceOf(language, variant);
	return { key: keyOf(language, voice, text), text, voice };
}

/** The clip that an address means, or null when the region has no such questionnaire, survey, wording or question. */
async function clipAt(context: Context, { versionId, name, ...asked }: Asked): Promise<Clip | null> {
	const language = answerLanguages.find((one) => one === asked.language);
	const variant = variantNames.find((one) => one === asked.variant);
	if (!language || !variant || !QuestionnaireVersionId.safeParse(versionId).success) return null;
	const document = await getQuestionnaire(context, versionId).then((version) => version.document, nothing);
	if (!document) return null;
	const surveyId = surveyOfClip(name);
	const offer = surveyId === null ? null : await surveyAt(context, surveyId, versionId);
	const text = spokenText({ document, language, variant }, name, offer);
	return text === null ? null : clip(language, variant, text);
}

const nothing = (problem: unknown): null => {
	if (problem instanceof NotFound) return null;
	throw problem;
};

/** A survey whose pages people may see, of this questionnaire. */
async function surveyAt(context: Context, surveyId: string, versionId: string): Promise<Offer | null> {
	const id = SurveyId.safeParse(surveyId);
	const offer = id.success ? await offerOf(context, id.data) : null;
	return offer && offer.versionId === versionId && (offer.state === 'open' || offer.state === 'closed') ? offer : null;
}

/** Finds clips and has them spoken when they are heard for the first time. One per program. */
export class Clips {
	readonly #runtime: Runtime;
	readonly #speaker: Speaker;
	/** What is being spoken now: who asks for the same waits for the same. */
	readonly #spoken = new Map<string, Promise<Speech>>();
	constructor(runtime: Runtime, speaker: Speaker) {
		this.#runtime = runtime;
		this.#speaker = speaker;
	}

	/** The sound at an address and its key, or null. Rejects with Busy when too many texts wait to be spoken. */
	async find(regionId: RegionId, asked: Asked): Promise<(Speech & { readonly key: string }) | null> {
		const found = await this.#in(regionId, async (context) => {
			const wanted = await clipAt(context, asked);
			return wanted && { wanted, kept: await selectClip(context, wanted.key) };
		});
		if (!found) return null;
		return { key: found.wanted.key, ...(found.kept ?? (await this.#make(regionId, found.wanted, false))) };
	}

	/** The clips of an open survey that nobody has spoken yet. */
	missing(regionId: RegionId, surveyId: SurveyId): Promise<Clip[]> {
		return this.#in(regionId, async (context) => {
			const offer = await offerOf(context, surveyId);
			if (offer?.state !== 'open') return [];
			const all = offer.variants.flatMap((variant) =>
				offer.languages.flatMap((language) =>
					clipsOf(offer, variant).flatMap((name) => {
						const text = spokenText({ document: offer.document, language, variant }, name, offer);
						return text === null ? [] : [clip(language, variant, text)];
					})
				)
			);
			const unique = new Map(all.map((one) => [one.key, one]));
			const known = await selectKnown(context, [...unique.keys()]);
			return [...unique.values()].filter(({ key }) => !known.has(key));
		});
	}

	/** Has a clip spoken before anybody asks for it. */
	prepare = (regionId: RegionId, wanted: Clip): Promise<Speech> => this.#make(regionId, wanted, true);

	#make(regionId: RegionId, wanted: Clip, ahead: boolean): Promise<Speech> {
		const name = `${regionId} ${wanted.key}`;
		const running = this.#spoken.get(name);
		if (running) return running;
		const made = this.#speakOnce(regionId, wanted, ahead);
		this.#spoken.set(name, made);
		const forget = (): void => void this.#spoken.delete(name);
		made.then(forget, forget);
		return made;
	}

	async #speakOnce(regionId: RegionId, { key, text, voice }: Clip, ahead: boolean): Promise<Speech> {
		// Somebody else may have had it spoken between the caller's look and now.
		const kept = await this.#in(regionId, (context) => selectClip(context, key));
		if (kept) return kept;
		const speech: Speech = { bytes: await this.#speaker.speak(text, voice, ahead), mediaType: 'audio/mpeg' };
		await this.#in(regionId, (context) => insertClip(context, key, speech));
		return speech;
	}

	#in = <T>(regionId: RegionId, work: (context: Context) => Promise<T>): Promise<T> => inContext({ regionId, actor: systemActor, locale: 'lv' }, work, this.#runtime);
}
