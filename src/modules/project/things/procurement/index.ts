export { addProcurement, changeProcurement, removeProcurement, saveInventory } from './commands.ts';
export { emptyRows, mostItems, ProcurementForm, procurementKinds, type InventoryItem, type Procurement, type ProcurementInput, type ProcurementKind, type TypedItem } from './model.ts';
export { procurementItem, procurementOf, procurementPage, type ProcurementPage } from './queries.ts';
export { procurementTotals, typedItems, type ProcurementTotal } from './rules.ts';
