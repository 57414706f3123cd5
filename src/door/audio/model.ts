import type { AnswerLanguage, VariantName } from '#modules/survey/index.ts';

/** How a voice speaks: the name of the synthesiser's voice, words a minute, and the pause after every word in 10 ms. */
export interface Voice {
	readonly name: string;
	readonly rate: number;
	readonly gap: number;
}

/** Easy-to-read texts are spoken more slowly: 130 words a minute, with a small pause after each. */
export const voiceOf = (language: AnswerLanguage, variant: VariantName): Voice => ({
	name: language === 'en' ? 'en-gb' : language,
	...(variant === 'easy' ? { rate: 130, gap: 3 } : { rate: 150, gap: 1 })
});

/** Bits a second of the MP3: speech at 22 kHz loses nothing that can be heard at 32 000. */
export const bitRate = 32;

/** Everything besides the text that changes the sound; stands in the key, so that another setting is another clip. */
export const settingsOf = ({ name, rate, gap }: Voice): string => `espeak-ng 1.0.2 ${name} ${rate} ${gap} mp3 ${bitRate}`;

export interface Speech {
	readonly bytes: Buffer;
	readonly mediaType: 'audio/mpeg';
}

/** What the speaking process is asked. */
export interface SpeechJob {
	readonly id: number;
	readonly text: string;
	readonly voice: Voice;
}
