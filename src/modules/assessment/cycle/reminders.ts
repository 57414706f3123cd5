import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Conflict } from '#platform/errors.ts';
import { inLocale } from '#platform/locale.ts';
import { linkPlace, queueMail } from '#platform/mail/index.ts';
import { formatDay } from '#i18n/format.ts';
import { m } from '#i18n/text.ts';
import { authoriseRegion, lockCycle, stateAfter } from './policy.ts';
import { readAssessments, readAssessors, readLeads, updateCycle, type Addressee } from './store.ts';

interface Letter extends Addressee {
	readonly assessmentId: string;
	readonly text: 'member' | 'lead';
}

/**
 * Writes to the leads of institutions that have not signed, and to members and evaluators who have not finished scoring,
 * each in their own language; people without e-mail are left to their lead. Returns the number of letters. At most once a
 * day for a cycle: Conflict when it was done today.
 */
export async function remindCycle(context: Context, cycleId: string): Promise<number> {
	authoriseRegion(context);
	const cycle = await lockCycle(context, cycleId);
	stateAfter(cycle, 'remind');
	const today = dayOf(context.now);
	if (cycle.remindedOn === today) throw new Conflict('cycle_reminded_today');
	const unsigned = (await readAssessments(context, [cycle.id])).filter((a) => a.state !== 'signed');
	const letters = await lettersFor(context, unsigned);
	const ends = new Map(unsigned.map((a) => [a.id, a.ownEnd ?? cycle.endsOn]));
	const institutions = new Map(unsigned.map((a) => [a.id, a.institutionName]));
	for (const letter of letters) {
		const params = {
			name: letter.name,
			cycle: inLocale(cycle.name, letter.locale),
			institution: inLocale(institutions.get(letter.assessmentId), letter.locale),
			link: linkPlace,
			day: formatDay(ends.get(letter.assessmentId) ?? cycle.endsOn, letter.locale)
		};
		const inTheirs = { locale: letter.locale };
		await queueMail(context, {
			purpose: 'cycle-reminder',
			personId: letter.personId,
			address: letter.email,
			locale: letter.locale,
			subject: m.cycle_reminder_subject(params, inTheirs),
			body: letter.text === 'lead' ? m.cycle_reminder_lead(params, inTheirs) : m.cycle_reminder_member(params, inTheirs),
			link: letter.text === 'lead' ? `/assessments/${letter.assessmentId}` : `/assessments/${letter.assessmentId}/score`
		});
	}
	await updateCycle(context, cycle.id, { reminded_on: today });
	await audit(context, { action: 'cycle.reminded', subject: { kind: 'cycle', id: cycle.id }, after: { letters: letters.length } });
	return letters.length;
}

async function lettersFor(context: Context, unsigned: Awaited<ReturnType<typeof readAssessments>>): Promise<Letter[]> {
	const leads = await readLeads(context, unsigned.map((a) => a.institutionId));
	const scoring = unsigned.filter((a) => a.state === 'scoring');
	const institutionOf = new Map(unsigned.map((a) => [a.id, a.institutionId]));
	const toLeads = unsigned.flatMap((a) => leads.filter((lead) => lead.institutionId === a.institutionId).map((lead): Letter => ({ ...lead, assessmentId: a.id, text: 'lead' })));
	const unfinished = (await readAssessors(context, scoring.map((a) => a.id))).filter((a) => !a.finished && !a.leftOut && !a.onPaper);
	const toMembers = unfinished.flatMap((a): Letter[] =>
		a.email === null ? [] : [{ personId: a.personId, name: a.name, email: a.email, locale: a.locale, institutionId: institutionOf.get(a.assessmentId) ?? '', assessmentId: a.assessmentId, text: 'member' }]
	);
	return [...toLeads, ...toMembers];
}
