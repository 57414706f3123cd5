import type { Context } from '#platform/context.ts';
import { Conflict, Invalid, NotFound, type FieldError } from '#platform/errors.ts';
import { typedAmount } from '#platform/amount-text.ts';
import { ProjectDocument, type Share } from '../model.ts';
import { changeDraft } from './commands.ts';
import { readForm, readValue, sectionStamp, type FormShape } from './editing.ts';
import { typedText, type Typed } from './form-rows.ts';
import type { ProblemSection } from './problems.ts';
import { activityShape, sectionShape } from './shape.ts';

/** The sections that the editor has pages for; the budget has an editor of its own. */
export const editedSections = ['basics', 'period', 'partners', 'funds', 'shares', 'lines', 'groups', 'objectives', 'packages', 'indicators', 'objects', 'compliance', 'documents', 'sources'] as const satisfies readonly ProblemSection[];
export type EditedSection = (typeof editedSections)[number];
export const isEditedSection = (key: string): key is EditedSection => (editedSections as readonly string[]).includes(key);

/** The form of a section's page. Work packages are named there; what is in one has a page of its own. */
export function sectionForm(section: EditedSection): FormShape {
	const shape = sectionShape(section);
	if (!shape) throw new NotFound();
	return { fields: shape.fields, lists: shape.lists.map((list) => (list.name === 'packages' ? { ...list, lists: [] } : list)) };
}

/** The form of one work package: its activities with their deliverables. */
export const packageForm: FormShape = { fields: [{ name: 'title', kind: { is: 'text' }, required: true }], lists: [activityShape] };

export interface SectionInput {
	readonly section: EditedSection;
	/** The key of a work package, where its own page is saved. */
	readonly package?: string | undefined;
	/** `sectionStamp` of what the person saw. */
	readonly seen: string;
	readonly typed: Typed;
}

/**
 * Saves one section of a draft; the others may be saved by other people at the same time. Conflict when this section is no
 * longer what the person saw, or the project is closed; Invalid by the names of the form's fields; NotFound for a work
 * package that is not there any more.
 */
export async function saveSection(context: Context, projectId: string, input: SectionInput): Promise<void> {
	await changeDraft(
		context,
		projectId,
		(document) => {
			if (sectionStamp(document, input.section) !== input.seen) throw new Conflict('project_section_changed');
			const changed = ProjectDocument.safeParse(changedSection(document, input));
			if (!changed.success) throw new Invalid({ form: { code: 'wrong' } });
			return changed.data;
		},
		{ part: input.section }
	);
}

function changedSection(document: ProjectDocument, { section, package: key, typed }: SectionInput): unknown {
	if (section === 'shares') return { ...document, shares: readShares(document, typed) };
	if (section === 'sources') return { ...document, sources: readSources(document, typed) };
	if (section !== 'packages' || key === undefined) return readForm(document, sectionForm(section), document, typed);
	const found = document.packages.find((each) => each.key === key);
	if (!found) throw new NotFound();
	const changed = readForm(document, packageForm, found, typed);
	return { ...document, packages: document.packages.map((each) => (each === found ? changed : each)) };
}

/** The name of a field of the form of shares: the whole project is "-". */
export const shareField = (partner: string | null, fund: string | null, what: 'amount' | 'rate' = 'amount'): string => `share.${partner ?? '-'}.${fund === null ? 'total' : `fund.${fund}.${what}`}`;

function readShares(document: ProjectDocument, typed: Typed): Share[] {
	const errors: Record<string, FieldError> = {};
	const read = (name: string, kind: 'amount' | 'percent'): string | null => {
		const text = typedText(typed, name).trim();
		if (text === '') return null;
		const value = kind === 'amount' ? typedAmount(text, document.currency) : readValue(document, { is: 'percent' }, text);
		if (typeof value === 'object' && 'amount' in value) return value.amount;
		if (typeof value === 'string') return value;
		errors[name] = typeof value === 'object' && 'error' in value ? value.error : { code: 'project_percent_wrong' };
		return null;
	};
	const shares = [null, ...document.partners.map(({ key }) => key)].map((partner): Share => ({
		partner,
		total: read(shareField(partner, null), 'amount'),
		funds: document.funds.flatMap(({ key: fund }) => {
			const [name, rateName] = [shareField(partner, fund), shareField(partner, fund, 'rate')];
			const [amount, rate] = [read(name, 'amount'), read(rateName, 'percent')];
			if (amount === null && rate !== null && !errors[name]) errors[name] = { code: 'project_share_amount_missing' };
			return amount === null ? [] : [{ fund, amount, rate }];
		})
	}));
	if (Object.keys(errors).length > 0) throw new Invalid(errors);
	return shares.filter(({ total, funds }) => total !== null || funds.length > 0);
}

/** The form of shares filled with what the document says. */
export function filledShares(document: ProjectDocument): Typed {
	return Object.fromEntries(
		document.shares.flatMap(({ partner, total, funds }) => [
			[shareField(partner, null), total ?? ''],
			...funds.flatMap(({ fund, amount, rate }) => [
				[shareField(partner, fund), amount],
				[shareField(partner, fund, 'rate'), rate ?? '']
			])
		])
	) as Typed;
}

/** The form of sources: a document and a place for each figure, by its path. */
export const sourceField = (path: string, what: 'document' | 'place'): string => `source.${path}.${what}`;

function readSources(document: ProjectDocument, typed: Typed): ProjectDocument['sources'] {
	const errors: Record<string, FieldError> = {};
	const sources: ProjectDocument['sources'] = { ...document.sources };
	for (const name of Object.keys(typed)) {
		const path = /^source\.(.{1,200})\.document$/.exec(name)?.[1];
		if (path === undefined) continue;
		const [key, place] = [typedText(typed, name), typedText(typed, sourceField(path, 'place')).trim()];
		if (place.length > 300) errors[sourceField(path, 'place')] = { code: 'too_long', params: { max: 300 } };
		if (key !== '' && !document.documents.some((each) => each.key === key)) errors[name] = { code: 'wrong' };
		if (key === '' && place !== '') errors[name] = { code: 'project_source_document_missing' };
		if (key === '') delete sources[path];
		else sources[path] = { document: key, place };
	}
	if (Object.keys(errors).length > 0) throw new Invalid(errors);
	return sources;
}

