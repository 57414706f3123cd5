import type { LocalizedText } from '#platform/locale.ts';
import { sourcePath, type ProjectDocument } from '../model.ts';
import { shownValue, type ShownValue } from './compare.ts';
import type { ProblemSection } from './problems.ts';

/** A published figure or statement of a document that can carry a source. */
export interface Figure {
	/** As in `sourcePath`. */
	readonly path: string;
	readonly section: ProblemSection;
	/** What it belongs to, from the outside in; empty for the project itself. */
	readonly about: readonly LocalizedText[];
	/** The message `project_field_<field>`. */
	readonly field: string;
	readonly value: ShownValue;
	readonly source: { readonly document: string; readonly place: string } | null;
}

/** The figures of a document that are said, with where each was read; single cells of a budget share one. */
export function figuresOf(document: ProjectDocument): Figure[] {
	const figure = (section: ProblemSection, path: string, about: readonly LocalizedText[], field: string, value: ShownValue): Figure[] => {
		const source = Object.hasOwn(document.sources, path) ? (document.sources[path] ?? null) : null;
		return value.is === 'none' ? [] : [{ path, section, about, field, value, source }];
	};
	const amount = (value: string | null) => shownValue(document, { is: 'amount' }, value);
	const number = (value: string | number | null) => shownValue(document, { is: 'decimal' }, value);
	const period = document.period.from !== null ? shownValue(document, { is: 'day' }, document.period.from) : shownValue(document, { is: 'day' }, document.period.to);
	return [
		...figure('period', sourcePath('period'), [], 'period', period),
		...figure('period', sourcePath('period', 'months'), [], 'period_months', number(document.period.months)),
		...figure('partners', sourcePath('partners'), [], 'partners', number(document.partners.length || null)),
		...document.shares.flatMap((share) => {
			const partner = document.partners.find(({ key }) => key === share.partner);
			const about = share.partner === null ? [] : [partner?.name ?? { en: share.partner }];
			return [
				...figure('shares', sourcePath('shares', share.partner, 'total'), about, 'total', amount(share.total)),
				...share.funds.flatMap(({ fund, amount: part }) => figure('shares', sourcePath('shares', share.partner, fund), [...about, document.funds.find(({ key }) => key === fund)?.name ?? { en: fund }], 'amount', amount(part)))
			];
		}),
		...figure('budget', sourcePath('budget'), [], 'budget', number(document.budget.length || null)),
		...document.groups.flatMap((group) => figure('groups', sourcePath('groups', group.key, 'planned'), [group.name], 'planned', number(group.planned))),
		...document.packages.flatMap((w) => w.activities.flatMap((a) => a.deliverables.flatMap((d) => figure('packages', sourcePath('packages', w.key, a.key, d.key, 'planned'), [w.title, a.title, d.title], 'planned', number(d.planned))))),
		...document.indicators.flatMap((indicator) => [
			...figure('indicators', sourcePath('indicators', indicator.key, 'baseline'), [indicator.name], 'baseline', number(indicator.baseline)),
			...figure('indicators', sourcePath('indicators', indicator.key, 'target'), [indicator.name], 'target', number(indicator.target))
		]),
		...document.objects.flatMap((object) => [
			...figure('objects', sourcePath('objects', object.key, 'quantity'), [object.what], 'quantity', number(object.quantity)),
			...figure('objects', sourcePath('objects', object.key, 'cost'), [object.what], 'cost', amount(object.cost))
		])
	];
}
