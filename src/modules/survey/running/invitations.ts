import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict } from '#platform/errors.ts';
import { canSendMail, linkPlace, queueMails, type NewMail } from '#platform/mail/index.ts';
import { getRuntime } from '#platform/runtime.ts';
import { getInstitution } from '../../territory/index.ts';
import { tokenSha256 } from '../answering/token.ts';
import { answeringState } from '../lifecycle.ts';
import type { Survey } from '../model.ts';
import type { QuestionnaireDocument } from '../questionnaire/model.ts';
import { getQuestionnaire } from '../questionnaire/index.ts';
import { readAddressFile, type RowProblem } from './address-file.ts';
import { addInvited, eraseAddresses, insertAddresses, knownAddresses, markSent, readAddresses, type StoredAddress } from './address-store.ts';
import { hashesInForce, insertLinks, readLinkPrefix } from './link-store.ts';
import { loadToRun, stateAfter } from './loading.ts';
import { addressToken, surveySecret } from './secret.ts';
import { updateSurvey } from './store.ts';
import { momentInSentence, nameFor, surveyNameIn, word } from './words.ts';

/**
 * Adds the addresses of a file (see `readAddressFile`) to those who are to be invited: all of them, or none when a line
 * is wrong; the problems tell which. Conflict when the survey does not invite now.
 */
export async function addAddresses(context: Context, surveyId: string, file: Uint8Array): Promise<{ added: number; problems: RowProblem[] }> {
	const survey = await loadToRun(context, surveyId);
	stateAfter(survey, 'invite');
	const { rows, problems } = readAddressFile(file, survey);
	const known = await knownAddresses(context, survey.id, rows.map(({ email }) => email));
	const all = [...problems, ...rows.filter(({ email }) => known.has(email)).map(({ line }): RowProblem => ({ line, code: 'survey_row_email_known', params: {} }))];
	if (all.length > 0) return { added: 0, problems: all };
	await insertAddresses(context, survey.id, rows);
	await audit(context, { action: 'survey.addresses_added', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { count: rows.length } });
	return { added: rows.length, problems: [] };
}

/**
 * Writes to every address that waits, each with a link of its own, and returns how many letters there are. Addresses are
 * erased with this where the survey says so; the queue of letters forgets each one once it is sent. Conflict when there
 * is no mail server, when the survey takes no answers now, or when nobody waits.
 */
export async function sendInvitations(context: Context, surveyId: string): Promise<number> {
	const survey = await loadToRun(context, surveyId);
	stateAfter(survey, 'invite');
	const addresses = await readAddresses(context, survey.id, 'waiting');
	const tokens = await authoriseSending(context, survey, addresses);
	const batch = context.newId();
	await insertLinks(
		context,
		survey.id,
		addresses.map((address) => ({ sha256: tokenSha256(tokens.get(address.id) ?? ''), kind: 'one-time', layout: survey.layout, variant: address.variant, language: address.language, batch, dailyLimit: null }))
	);
	await queueMails(context, await write(context, survey, addresses, tokens, 'mail'));
	await markSent(context, survey.id, survey.eraseAddresses);
	await addInvited(context, survey.id, addresses.length);
	await audit(context, { action: 'survey.invited', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { batch, count: addresses.length } });
	return addresses.length;
}

/**
 * Writes again to every address that has got its letter and is kept, with the same link: nobody knows who has answered.
 * At most once a day. Returns how many letters there are; Conflict as `sendInvitations`.
 */
export async function remindAddresses(context: Context, surveyId: string): Promise<number> {
	const survey = await loadToRun(context, surveyId);
	stateAfter(survey, 'remind');
	const today = dayOf(context.now);
	if (survey.remindedOn === today) throw new Conflict('survey_reminded_today');
	const kept = await readAddresses(context, survey.id, 'sent');
	const tokens = await authoriseSending(context, survey, kept);
	// A link that was withdrawn, or made under a secret that is gone, would only disappoint.
	const inForce = await hashesInForce(context, survey.id, [...tokens.values()].map(tokenSha256));
	const addresses = kept.filter(({ id }) => inForce.has(tokenSha256(tokens.get(id) ?? '').toString('hex')));
	if (addresses.length === 0) throw new Conflict('survey_nobody_to_invite');
	await queueMails(context, await write(context, survey, addresses, tokens, 'remind'));
	await updateSurvey(context, survey.id, { reminded_on: today });
	await audit(context, { action: 'survey.reminded', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { count: addresses.length } });
	return addresses.length;
}

/** Erases all addresses of a survey; returns how many there were. Links that were sent go on working. */
export async function forgetAddresses(context: Context, surveyId: string): Promise<number> {
	const survey = await loadToRun(context, surveyId);
	const count = await eraseAddresses(context, survey.id);
	if (count > 0) await audit(context, { action: 'survey.addresses_erased', subject: { kind: 'survey', id: survey.id }, institutionId: survey.institutionId, after: { count } });
	return count;
}

/** The links of the addresses, when letters can go out now. */
async function authoriseSending(context: Context, survey: Survey, addresses: readonly StoredAddress[]): Promise<Map<string, string>> {
	if (!canSendMail()) throw new Conflict('survey_no_mail_server');
	if (answeringState(survey, context.now) !== 'open') throw new Conflict('survey_takes_no_answers');
	if (addresses.length === 0) throw new Conflict('survey_nobody_to_invite');
	const [secret, prefix] = [await surveySecret(getRuntime().config), await readLinkPrefix(context)];
	return new Map(addresses.map(({ id }) => [id, addressToken(secret, prefix, survey.id, id)]));
}

async function write(context: Context, survey: Survey, addresses: readonly StoredAddress[], tokens: ReadonlyMap<string, string>, kind: 'mail' | 'remind'): Promise<NewMail[]> {
	const [institution, { document }] = [await getInstitution(context, survey.institutionId), await getQuestionnaire(context, survey.questionnaireVersionId)];
	return addresses.map((address) => ({
		purpose: kind === 'mail' ? 'survey-invitation' : 'survey-reminder',
		personId: null,
		address: address.email,
		locale: address.language,
		...letter(survey, document, nameFor(institution.name, address.language), address.language, kind),
		link: `/s/${tokens.get(address.id)}`,
		forget: true
	}));
}

/** Subject and body of one letter; the same for everybody who reads the language. */
function letter(survey: Survey, document: QuestionnaireDocument, institution: string, language: StoredAddress['language'], kind: 'mail' | 'remind'): { subject: string; body: string } {
	const params = { institution, survey: surveyNameIn(survey, document, language), until: momentInSentence(survey.closesAt, language) };
	const contact = survey.contact[language];
	const parts = [
		word(language, 'greeting'),
		word(language, `${kind}_ask`, params),
		`${word(language, `${kind}_link`)}\n${linkPlace}`,
		word(language, 'mail_until', params),
		word(language, 'mail_free'),
		...(contact ? [`${word(language, 'mail_contact')}\n${contact}`] : []),
		institution
	];
	return { subject: word(language, `${kind}_subject`, params), body: parts.join('\n\n') };
}
