import { randomInt } from 'node:crypto';
import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Invalid, NotFound } from '#platform/errors.ts';
import { hashPassword, verifyPassword } from '../../identity/index.ts';
import { newLinkToken, tokenSha256 } from '../answering/token.ts';
import type { AnswerLanguage, VariantName } from '../questionnaire/model.ts';
import type { Layout, Survey } from '../model.ts';
import { insertLinks, readLinkPrefix, withdrawLinks } from './link-store.ts';
import { loadToRun, stateAfter } from './loading.ts';
import type { OneTimeLinkOptions } from './model.ts';
import { readPinHash, updateSurvey } from './store.ts';

/** The most links that one command makes: a thick bundle of letters. */
export const mostLinksAtOnce = 2000;
const largestDailyLimit = 100_000;

export interface OpenLinkInput {
	readonly layout: Layout;
	readonly variant: VariantName;
	readonly language?: AnswerLanguage | null;
	/** How many answers a day it takes; null for no limit. */
	readonly dailyLimit: number | null;
}

/** Makes a link that anybody may use and returns its token, which is kept nowhere. Conflict when the survey is not open. */
export async function createOpenLink(context: Context, surveyId: string, input: OpenLinkInput): Promise<string> {
	const survey = await loadToInvite(context, surveyId, input);
	if (input.dailyLimit !== null && !(Number.isInteger(input.dailyLimit) && input.dailyLimit >= 1 && input.dailyLimit <= largestDailyLimit)) throw new Invalid({ daily_limit: { code: 'survey_daily_limit_wrong', params: { max: largestDailyLimit } } });
	const token = newLinkToken(await readLinkPrefix(context));
	const batch = context.newId();
	await insertLinks(context, survey.id, [{ sha256: tokenSha256(token), kind: 'open', layout: input.layout, variant: input.variant, language: input.language ?? null, batch, dailyLimit: input.dailyLimit }]);
	await audit(context, { action: 'survey.open_link_made', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { batch, dailyLimit: input.dailyLimit } });
	return token;
}

export interface KioskLinkInput {
	readonly layout: Layout;
	readonly variant: VariantName;
	readonly language?: AnswerLanguage | null;
}

/**
 * Makes the link of a device that many people answer on, and the PIN that leaves it; both are shown once and kept only
 * as hashes. An earlier kiosk of the survey stops working.
 */
export async function createKioskLink(context: Context, surveyId: string, input: KioskLinkInput): Promise<{ token: string; pin: string }> {
	const survey = await loadToInvite(context, surveyId, input);
	const token = newLinkToken(await readLinkPrefix(context));
	const pin = String(randomInt(1_000_000)).padStart(6, '0');
	const batch = context.newId();
	await withdrawLinks(context, survey.id, { kind: 'kiosk' }, dayOf(context.now));
	await insertLinks(context, survey.id, [{ sha256: tokenSha256(token), kind: 'kiosk', layout: input.layout, variant: input.variant, language: input.language ?? null, batch, dailyLimit: null }]);
	await updateSurvey(context, survey.id, { kiosk_pin_hash: await hashPassword(pin) });
	await audit(context, { action: 'survey.kiosk_made', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { batch } });
	return { token, pin };
}

/** Whether a PIN leaves the survey's kiosk; false also when it has none. The caller limits attempts. */
export async function kioskPinFits(context: Context, surveyId: string, pin: string): Promise<boolean> {
	return (await verifyPassword(pin.replace(/\s/g, ''), await readPinHash(context, surveyId))).fits;
}

/** Makes one-time links and returns their tokens, which are kept nowhere; together they are one batch. */
export async function createOneTimeLinks(context: Context, surveyId: string, count: number, options: OneTimeLinkOptions = {}): Promise<string[]> {
	return (await makeBatch(context, surveyId, count, options)).tokens;
}

/** As `createOneTimeLinks`, with the survey and the id under which the batch can be withdrawn. */
export async function makeBatch(context: Context, surveyId: string, count: number, options: OneTimeLinkOptions): Promise<{ survey: Survey; batch: string; tokens: string[] }> {
	const survey = await loadToInvite(context, surveyId, options);
	if (!Number.isInteger(count) || count < 1 || count > mostLinksAtOnce) throw new Invalid({ count: { code: 'survey_count_wrong', params: { max: mostLinksAtOnce } } });
	const prefix = await readLinkPrefix(context);
	const tokens = Array.from({ length: count }, () => newLinkToken(prefix));
	const batch = context.newId();
	await insertLinks(
		context,
		survey.id,
		tokens.map((token) => ({ sha256: tokenSha256(token), kind: 'one-time', layout: options.layout ?? survey.layout, variant: options.variant ?? survey.variants[0] ?? 'standard', language: options.language ?? null, batch, dailyLimit: null }))
	);
	await audit(context, { action: 'survey.links_made', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { batch, count } });
	return { survey, batch, tokens };
}

/** Makes all unused links of a batch stop working, for example of letters that were lost. NotFound when the survey has no such batch in force. */
export async function withdrawBatch(context: Context, surveyId: string, batch: string): Promise<void> {
	const survey = await loadToRun(context, surveyId);
	stateAfter(survey, 'invite');
	if (!/^[0-9a-f-]{36}$/.test(batch) || (await withdrawLinks(context, survey.id, { batch }, dayOf(context.now))) === 0) throw new NotFound();
	await audit(context, { action: 'survey.links_withdrawn', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { batch } });
}

/** Loads a survey that may invite now, and checks that it offers the wanted wording and language. */
export async function loadToInvite(context: Context, surveyId: string, wanted: { variant?: VariantName; language?: AnswerLanguage | null }): Promise<Survey> {
	const survey = await loadToRun(context, surveyId);
	stateAfter(survey, 'invite');
	if (wanted.variant !== undefined && !survey.variants.includes(wanted.variant)) throw new Invalid({ variant: { code: 'survey_variant_not_offered' } });
	if (wanted.language && !survey.languages.includes(wanted.language)) throw new Invalid({ language: { code: 'survey_language_not_offered', params: { languages: wanted.language } } });
	return survey;
}
