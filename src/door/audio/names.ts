/** The buttons below a page in their order; their clip is named after those that the page has: `_buttons-next-back-save`. */
const mainButtons = ['start', 'next', 'send'] as const;
export type MainButton = (typeof mainButtons)[number];
export type Button = MainButton | 'back' | 'save';

export const buttonsClip = (main: MainButton, back: boolean, save: boolean): string => ['_buttons', main, ...(back ? ['back'] : []), ...(save ? ['save'] : [])].join('-');

/** The buttons that such a clip names, or null for the name of another clip. */
export function buttonsOf(name: string): readonly Button[] | null {
	const main = mainButtons.find((one) => name.startsWith(`_buttons-${one}`));
	if (!main) return null;
	const [back, save] = [name.includes('-back'), name.includes('-save')];
	return name === buttonsClip(main, back, save) ? [main, ...(back ? (['back'] as const) : []), ...(save ? (['save'] as const) : [])] : null;
}

/** What stands before the first question of a survey; `more` is the part that is folded away at first. */
export const informationClip = (surveyId: string, more = false): string => `_${more ? 'more' : 'information'}-${surveyId}`;

/** The survey that an information clip speaks about, or null for other clips. */
export const surveyOfClip = (name: string): string | null => /^_(?:information|more)-([0-9a-f-]{36})$/.exec(name)?.[1] ?? null;
