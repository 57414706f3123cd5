import type { Context } from '#platform/context.ts';
import { inLocale } from '#platform/locale.ts';
import { cycleOptions } from '#modules/assessment/index.ts';
import { choiceValue } from './form.ts';

/** The choices of the cycle's form as the page shows them, in the reader's language. */
export async function formOptions(context: Context) {
	const { methodologies, institutions, cycles } = await cycleOptions(context);
	const say = (text: Parameters<typeof inLocale>[0]) => inLocale(text, context.locale);
	return {
		methodologies: methodologies.flatMap(({ choice, document }) =>
			document.modes.map((mode) => ({ value: choiceValue(choice, mode.id), text: `${say(document.title)} ${document.version}: ${say(mode.title)}`, hint: say(mode.text) }))
		),
		institutions: institutions.map((institution) => ({ value: institution.id as string, text: say(institution.name) })),
		cycles: cycles.map((cycle) => ({ value: cycle.id as string, text: say(cycle.name) }))
	};
}
