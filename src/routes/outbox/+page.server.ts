import { canSendMail, listOutbox, maxAttempts } from '#platform/mail/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	canSend: canSendMail(),
	mails: (await locals.run(listOutbox)).map((mail) => ({ ...mail, state: mail.sentAt ? ('sent' as const) : mail.attempts >= maxAttempts ? ('stopped' as const) : ('waiting' as const) }))
});
