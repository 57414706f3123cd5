import { audit } from '#platform/audit.ts';
import { dayOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { Invalid, NotFound, type FieldError } from '#platform/errors.ts';
import { refreshProjections } from '../../versions/index.ts';
import type { RateChoice, RateForm, RateReport } from './model.ts';
import { assertMayKeepRates } from './queries.ts';
import { readRateFile } from './rate-file.ts';
import { deleteRate, upsertRates } from './rate-store.ts';
import { rateCurrency, readRate, readRateDay } from './rules.ts';

/** Stores one rate, or corrects the one of that day. Invalid for the euro, the lats, a day to come and what is no rate. */
export async function saveRate(context: Context, input: RateForm): Promise<void> {
	assertMayKeepRates(context);
	const currency = rateCurrency(input.currency);
	const rate = readRate(input.rate);
	const day = dayProblem(context, input.day);
	if ('error' in currency || 'error' in rate || day !== null) {
		throw new Invalid({ ...('error' in currency ? { currency: currency.error } : {}), ...(day === null ? {} : { day }), ...('error' in rate ? { rate: rate.error } : {}) });
	}
	const { added, changed } = await upsertRates(context, [{ currency: currency.currency, day: input.day, unitsPerEuro: rate.rate, source: input.source }]);
	if (added + changed === 0) return;
	await audit(context, { action: 'rate.saved', subject: { kind: 'exchange-rate', id: `${currency.currency}/${input.day}` }, after: { currency: currency.currency, day: input.day, rate: rate.rate } });
	await refreshProjections(context, [currency.currency]);
}

/** Removes a rate that was entered by mistake. What was claimed with it keeps its rate; totals of projects in euro are counted anew. NotFound when there is none. */
export async function removeRate(context: Context, currency: string, day: string): Promise<void> {
	assertMayKeepRates(context);
	const rate = readRateDay(day) === day ? await deleteRate(context, currency, day) : null;
	if (rate === null) throw new NotFound();
	await refreshProjections(context, [currency]);
	await audit(context, { action: 'rate.removed', subject: { kind: 'exchange-rate', id: `${currency}/${day}` }, before: { currency, day, rate } });
}

/** Takes over a file of rates, all or nothing; with a problem in any row nothing is stored. See `readRateFile` for the forms. */
export async function importRates(context: Context, text: string, choice: RateChoice, source: string): Promise<RateReport> {
	assertMayKeepRates(context);
	const file = readRateFile(text, choice, source);
	const early = file.rates.flatMap(({ currency, day }) => {
		const problem = dayProblem(context, day);
		return problem === null ? [] : [{ row: 0, column: currency, value: day, problem }];
	});
	const problemCount = file.problemCount + early.length;
	const problems = [...file.problems, ...early].slice(0, 200);
	if (problemCount > 0) return { read: file.rates.length, added: 0, changed: 0, same: 0, problems, problemCount };
	const { added, changed } = await upsertRates(context, file.rates);
	if (added + changed > 0) {
		await audit(context, { action: 'rate.imported', subject: { kind: 'exchange-rate', id: 'file' }, after: { source, added, changed } });
		await refreshProjections(context, [...new Set(file.rates.map(({ currency }) => currency))]);
	}
	return { read: file.rates.length, added, changed, same: file.rates.length - added - changed, problems, problemCount };
}

/** What speaks against a rate of that day: it is still to come, or there was no euro yet. */
function dayProblem(context: Context, day: string): FieldError | null {
	if (day > dayOf(context.now)) return { code: 'budget_rate_future' };
	return day < '1999-01-01' ? { code: 'budget_rate_before_euro' } : null;
}
