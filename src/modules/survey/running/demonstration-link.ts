import { createHmac } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { Forbidden } from '#platform/errors.ts';
import { linkTokenFrom, tokenSha256 } from '../answering/token.ts';
import type { VariantName } from '../questionnaire/model.ts';
import type { Layout } from '../model.ts';
import { keepLink, readLinkPrefix } from './link-store.ts';
import { loadToInvite } from './links.ts';

/**
 * The open link that a demonstration hands out for a survey: the same token at every start, so that a link somebody kept
 * goes on working. Derived from the installation's secret. Only for the program itself, and only in a demonstration.
 */
export async function demonstrationLink(context: Context, secret: Buffer, surveyId: string, input: { layout: Layout; variant: VariantName }): Promise<string> {
	if (!context.actor.system || !context.demo) throw new Forbidden();
	const survey = await loadToInvite(context, surveyId, input);
	const token = linkTokenFrom(await readLinkPrefix(context), createHmac('sha256', secret).update(`demonstration\n${survey.id}\n${input.layout}\n${input.variant}`).digest());
	await keepLink(context, survey.id, { sha256: tokenSha256(token), kind: 'open', layout: input.layout, variant: input.variant, language: null, batch: context.newId(), dailyLimit: null });
	return token;
}
