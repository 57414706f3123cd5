import type { Transporter } from 'nodemailer';
import { RegionId } from '../ids.ts';
import type { Runtime } from '../runtime.ts';
import { withoutLinks } from './links.ts';
import { maxAttempts, withNextDue, type StoredMail } from './store.ts';

/**
 * Sends the letters of every region that are due. After a letter is sent, or given up, its link is removed from the
 * database. A letter may arrive twice when the program dies between sending and storing; none is lost.
 */
export async function sendPending(runtime: Runtime): Promise<void> {
	const { SMTP_URL, MAIL_FROM } = runtime.config;
	if (SMTP_URL === undefined || MAIL_FROM === undefined) return;
	const regions = await runtime.database.global((tx) => tx.selectFrom('region').select('id').orderBy('slug').execute());
	// Loaded only where letters are sent.
	const { createTransport } = await import('nodemailer');
	// Shorter than the database lets a transaction wait.
	const transport = createTransport({ url: SMTP_URL, pool: true, maxConnections: 1, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, disableFileAccess: true, disableUrlAccess: true });
	try {
		for (const region of regions) {
			if ((await sendRegion(runtime, RegionId.parse(region.id), transport, MAIL_FROM)) === 'unreachable') return;
		}
	} finally {
		transport.close();
	}
}

async function sendRegion(runtime: Runtime, regionId: RegionId, transport: Transporter, from: string): Promise<'done' | 'unreachable'> {
	const tried: string[] = [];
	let reachable = true;
	const send = async (mail: StoredMail): Promise<{ body: string; problem: string | null }> => {
		tried.push(mail.id);
		try {
			await transport.sendMail({
				from,
				to: { name: '', address: mail.address },
				subject: mail.subject,
				text: mail.body,
				headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.locale }
			});
			return { body: withoutLinks(mail.body, mail.locale), problem: null };
		} catch (error) {
			const problem = problemOf(error);
			// A server that answers refuses this letter; one that does not answer would keep all of them waiting.
			reachable = /\d$/.test(problem);
			const last = mail.attempts + 1 >= maxAttempts;
			runtime.log.warn({ mail: mail.id, problem, attempt: mail.attempts + 1 }, last ? 'letter given up' : 'letter not sent');
			return { body: last ? withoutLinks(mail.body, mail.locale) : mail.body, problem };
		}
	};
	while (reachable && (await withNextDue(runtime.database, regionId, runtime.clock.now(), tried, send)));
	return reachable ? 'done' : 'unreachable';
}

/** What went wrong, as codes only: the server's own words may carry the person's address. */
function problemOf(error: unknown): string {
	const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
	const parts = [typeof code === 'string' && /^[A-Z_]{1,30}$/.test(code) ? code : 'EUNKNOWN', ...(typeof responseCode === 'number' ? [String(responseCode)] : [])];
	return parts.join(' ');
}
