import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { Conflict, Forbidden } from '#platform/errors.ts';
import { isLocale, type LocalizedText } from '#platform/locale.ts';
import { mayKeepProjects, maySeeProjects } from '../policy.ts';
import type { Publisher, PublisherInput } from './model.ts';
import { selectPublisher, writePublisher } from './store.ts';

/** As whom the region publishes; until that was entered, under a provisional reference made of its address. */
export async function publisherOf(context: Context): Promise<Publisher> {
	const { slug, name, entered } = await selectPublisher(context);
	return {
		reference: entered?.reference ?? `LV-SOCQUALITY-${slug}`,
		// Other public sector: a planning region is neither the state nor a municipality.
		kind: entered?.kind ?? '15',
		name: name as LocalizedText,
		language: isLocale(entered?.language) ? entered.language : 'lv',
		provisional: entered === null,
		revision: entered?.revision ?? 0
	};
}

/** For the page of the exchange: who sees all projects. */
export async function publisherPage(context: Context): Promise<{ publisher: Publisher; mayChange: boolean }> {
	if (!maySeeProjects(context.actor)) throw new Forbidden();
	return { publisher: await publisherOf(context), mayChange: mayKeepProjects(context.actor) };
}

/**
 * Enters the reference under which the region is registered as a publisher. It is the beginning of every identifier of its own
 * projects, so it should change once at most. Conflict when somebody else changed it meanwhile.
 */
export async function savePublisher(context: Context, input: PublisherInput): Promise<void> {
	if (!mayKeepProjects(context.actor)) throw new Forbidden();
	const before = await publisherOf(context);
	if (!(await writePublisher(context, input))) throw new Conflict('exchange_publisher_changed');
	await audit(context, { action: 'project.publisher_saved', subject: { kind: 'region', id: context.regionId }, before: { reference: before.reference, kind: before.kind, language: before.language }, after: { reference: input.reference, kind: input.kind, language: input.language } });
}
