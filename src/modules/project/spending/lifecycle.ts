/**
 * The life of an item of expenditure and of the reports that carry it, as tables: commands ask `nextItemState`,
 * `nextReportState` and `nextBundleState` and nothing else. `take-up` is the declaring of a parked item in a later period;
 * while a report is not certified, decisions in it can be changed, and `reopen` takes one back; `return` gives a report's items
 * back to their partner (one that was taken up is parked again, so it has no entry of its own here).
 */
export const itemStates = ['entered', 'declared', 'certified', 'parked', 'deducted', 'withdrawn'] as const;
export type ItemState = (typeof itemStates)[number];
export const itemActions = ['change', 'declare', 'certify', 'deduct', 'park', 'take-up', 'reopen', 'return', 'correct', 'withdraw'] as const;
export type ItemAction = (typeof itemActions)[number];

const items: Record<ItemState, Partial<Record<ItemAction, ItemState>>> = {
	entered: { change: 'entered', declare: 'declared', withdraw: 'withdrawn' },
	declared: { certify: 'certified', deduct: 'deducted', park: 'parked', return: 'entered' },
	certified: { certify: 'certified', deduct: 'deducted', park: 'parked', reopen: 'declared', return: 'entered', correct: 'certified' },
	parked: { certify: 'certified', deduct: 'deducted', park: 'parked', reopen: 'declared', return: 'entered', 'take-up': 'declared', withdraw: 'withdrawn' },
	deducted: { certify: 'certified', deduct: 'deducted', park: 'parked', reopen: 'declared', return: 'entered' },
	withdrawn: {}
};
/** The state after the action, or null when the state does not allow it. */
export const nextItemState = (state: ItemState, action: ItemAction): ItemState | null => items[state][action] ?? null;

export const reportStates = ['draft', 'submitted', 'returned', 'certified'] as const;
export type ReportState = (typeof reportStates)[number];
export const reportActions = ['enter', 'save', 'submit', 'decide', 'return', 'certify'] as const;
export type ReportAction = (typeof reportActions)[number];

const reports: Record<ReportState, Partial<Record<ReportAction, ReportState>>> = {
	draft: { enter: 'draft', save: 'draft', submit: 'submitted' },
	submitted: { decide: 'submitted', return: 'returned', certify: 'certified' },
	returned: { enter: 'returned', save: 'returned', submit: 'submitted' },
	certified: {}
};
export const nextReportState = (state: ReportState, action: ReportAction): ReportState | null => reports[state][action] ?? null;

export const bundleStates = ['draft', 'submitted', 'accepted'] as const;
export type BundleState = (typeof bundleStates)[number];
export const bundleActions = ['save', 'submit', 'take-back', 'accept'] as const;
export type BundleAction = (typeof bundleActions)[number];

const bundles: Record<BundleState, Partial<Record<BundleAction, BundleState>>> = {
	draft: { save: 'draft', submit: 'submitted' },
	submitted: { 'take-back': 'draft', accept: 'accepted' },
	accepted: {}
};
export const nextBundleState = (state: BundleState, action: BundleAction): BundleState | null => bundles[state][action] ?? null;
