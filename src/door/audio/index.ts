import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Entrances, type AnswerLanguage, type VariantName } from '#modules/survey/index.ts';
import { RegionId, SurveyId } from '#platform/ids.ts';
import type { Runtime } from '#platform/runtime.ts';
import { Clips } from './clips.ts';
import { voiceOf, type Speech } from './model.ts';
import { surveyOfClip } from './names.ts';
import { normalise } from './normalise.ts';
import { sendBusy, sendClip } from './serve.ts';
import { Busy, createSpeaker } from './speaker.ts';

const speaker = createSpeaker({ timeout: 60_000, idle: 60_000, waiting: 40 });

/** Speaks one text as an MP3. Rejects with Busy when too many wait, and with an Error when the voice fails. */
export const renderSpeech = async (text: string, language: AnswerLanguage, variant: VariantName = 'standard'): Promise<Speech> => ({
	bytes: await speaker.speak(normalise(text, language), voiceOf(language, variant)),
	mediaType: 'audio/mpeg'
});

/** Ends the speaking process; for the end of the program and of tests. */
export const stopSpeech = (): void => speaker.stop();

/** The id of the speaking process; null when nothing has been spoken for a while. */
export const speechProcess = (): number | null => speaker.processId;

/** Answers `<prefix>/<version>/<language>/<variant>/<name>.mp3` and says true; false when there is no such sound. */
export type Sound = (request: IncomingMessage, response: ServerResponse, path: readonly string[]) => Promise<boolean>;

const [month, quarterOfAnHour] = [30 * 86_400, 900];

/** The sound of the respondents' pages: from the database, or spoken the first time that somebody listens. */
export function openSound(runtime: Runtime): Sound {
	const clips = clipsIn(runtime);
	const entrances = new Entrances(runtime);
	return async (request, response, path) => {
		const [prefix = '', versionId = '', language = '', variant = '', file = ''] = path;
		const name = /^(_?[a-z][a-z0-9-]{0,60})\.mp3$/.exec(file)?.[1];
		if (path.length !== 5 || !name || !/^[0-9a-f]{8}$/.test(prefix) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
		const regionId = await entrances.region(prefix);
		if (!regionId) return false;
		try {
			const found = await clips.find(regionId, { versionId, language, variant, name });
			if (!found) return false;
			// A survey's information may change with its dates; a published question never does.
			sendClip(request, response, found, surveyOfClip(name) === null ? month : quarterOfAnHour);
		} catch (problem) {
			if (!(problem instanceof Busy)) throw problem;
			sendBusy(response);
		}
		return true;
	};
}

const opened = new WeakMap<Runtime, Clips>();

function clipsIn(runtime: Runtime): Clips {
	const known = opened.get(runtime) ?? new Clips(runtime, speaker);
	opened.set(runtime, known);
	return known;
}

/** Milliseconds between two clips that nobody waits for, so that the machine stays free for people. */
const breath = 250;

/**
 * Has everything spoken that an open survey's pages can ask for, in its languages and wordings, one after the other and
 * behind what people wait for. A background job (`speech`); run again, it goes on where it stopped. Returns how many
 * clips were made.
 */
export async function prepareSpeech(runtime: Runtime, regionId: string, surveyId: string): Promise<number> {
	const region = RegionId.parse(regionId);
	const clips = clipsIn(runtime);
	const missing = await clips.missing(region, SurveyId.parse(surveyId));
	for (const clip of missing) {
		// The queue asks again when the program runs.
		if (!runtime.ready) throw new Error('The program is stopping.');
		await clips.prepare(region, clip);
		await wait(breath);
	}
	return missing.length;
}
