import { m } from '#i18n/text.ts';

/** Names of the fields of an item, for the list of errors. */
export const itemLabels = (): Record<string, string> => ({
	partner: m.spending_partner(),
	period: m.spending_column_period(),
	line: m.spending_column_line(),
	invoice: m.spending_column_invoice(),
	supplier: m.spending_column_supplier(),
	description: m.spending_column_description(),
	invoicedOn: m.spending_column_invoiced_on(),
	paidOn: m.spending_column_paid_on(),
	net: m.spending_column_net(),
	vat: m.spending_column_vat(),
	currency: m.spending_column_currency(),
	rate: m.spending_column_rate(),
	rateOn: m.spending_column_rate_on(),
	activity: m.spending_activity(),
	procurementId: m.spending_procurement()
});
