import { messageOf } from '#i18n/text.ts';
import type { Locale } from '#platform/locale.ts';
import type { Remark } from './reading.ts';

/** What was not taken over of an activity, as a sentence. */
export const noteText = ({ code, params }: Remark, locale?: Locale): string => messageOf(`exchange_note_${code}`, params, locale);

/** Why an activity is refused and what to do, as a sentence. */
export function problemText({ code, params }: Remark, locale?: Locale): string {
	if (code !== 'contradicts_itself') return messageOf(`error_exchange_${code}`, params, locale);
	const reason = messageOf(`project_problem_${params['problem']}`, params, locale);
	return messageOf('error_exchange_contradicts_itself', { reason: params['about'] ? `${params['about']}: ${reason}` : reason }, locale);
}
