import { formatMoney } from '#i18n/format.ts';
import { m, messageOf } from '#i18n/text.ts';
import type { BundleState, ItemState, ProjectDocument, ReportState } from '#modules/project/index.ts';
import type { LocalizedText } from '#platform/locale.ts';

type Tone = 'neutral' | 'good' | 'warning' | 'bad' | 'info';

export const itemTone: Record<ItemState, Tone> = { entered: 'neutral', declared: 'info', certified: 'good', parked: 'warning', deducted: 'bad', withdrawn: 'neutral' };
export const reportTone: Record<ReportState, Tone> = { draft: 'neutral', submitted: 'info', returned: 'warning', certified: 'good' };
export const bundleTone: Record<BundleState, Tone> = { draft: 'neutral', submitted: 'info', accepted: 'good' };

export const itemStateText = (state: ItemState): string => messageOf(`spending_state_${state}`);
export const reportStateText = (state: ReportState | null): string => messageOf(`spending_report_state_${state ?? 'none'}`);
export const bundleStateText = (state: BundleState | null): string => messageOf(`spending_bundle_state_${state ?? 'none'}`);

/** An amount, or in words that there is none. */
export const showMoney = (amount: string | null): string => (amount === null ? m.spending_not_planned() : formatMoney(amount));

/** The name of a thing of the version; a key that the version does not know any more stands for itself. */
export const nameIn = (things: readonly { readonly key: string; readonly name: LocalizedText }[], key: string): LocalizedText => things.find((thing) => thing.key === key)?.name ?? { en: key, lv: key, lt: key };

/** Activities with their work package, as an item names them. */
export const activitiesOf = (document: ProjectDocument): { key: string; name: LocalizedText }[] => document.packages.flatMap((pack) => pack.activities.map((activity) => ({ key: `${pack.key}/${activity.key}`, name: activity.title })));

/** The same page with other questions in its address; what is empty is left out. */
export function withQuery(path: string, query: Record<string, string | number | undefined>): string {
	const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]])));
	return search.size === 0 ? path : `${path}?${search}`;
}
