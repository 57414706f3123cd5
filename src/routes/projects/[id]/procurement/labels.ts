import { m } from '#i18n/text.ts';
import { labelsOf } from '../results/show.ts';

/** The names of the fields of a contract's form, for the summary of errors. */
export const procurementLabels = (): Record<string, string> => ({
	partner: m.things_partner(), ...labelsOf('subject', m.things_procurement_subject()), kind: m.things_procurement_kind(), contract: m.things_procurement_contract(), supplier: m.things_procurement_supplier(),
	amount: m.things_procurement_amount(), currency: m.things_currency(), signedOn: m.things_procurement_signed(), deliveredOn: m.things_procurement_delivered()
});

/** The fields of an inventory's rows with their labels. */
export const inventoryFields = (): { name: 'number' | 'name' | 'count' | 'place'; label: string }[] => [
	{ name: 'number', label: m.things_inventory_number() },
	{ name: 'name', label: m.things_inventory_name() },
	{ name: 'count', label: m.things_inventory_quantity() },
	{ name: 'place', label: m.things_inventory_place() }
];
