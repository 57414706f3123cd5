import type { AnswerLanguage, Layout, Offer, VariantName, Way } from '#modules/survey/index.ts';
import { negotiateLanguage } from './words.ts';

/** How a person looks at the survey; it travels in the form, so that nothing about them is kept anywhere. */
export interface View {
	readonly language: AnswerLanguage;
	readonly variant: VariantName;
	readonly layout: Layout;
	readonly large: boolean;
	readonly contrast: boolean;
}

export const variantLanguages = (offer: Offer, variant: VariantName): readonly AnswerLanguage[] => {
	const written = offer.document.variants[variant]?.languages ?? [];
	return offer.languages.filter((language) => written.includes(language));
};

/** The variants that the survey offers and the questionnaire has in at least one of the survey's languages. */
export const variantsOf = (offer: Offer): readonly VariantName[] => offer.variants.filter((variant) => variantLanguages(offer, variant).length > 0);

/** What a link opens with: its own wish, else the reader's browser, else the survey's first. */
export function firstView(offer: Offer, way: Pick<Way, 'variant' | 'language' | 'layout'>, acceptLanguage: string | undefined): View {
	const variants = variantsOf(offer);
	const variant = variants.includes(way.variant) ? way.variant : (variants[0] ?? 'standard');
	const languages = variantLanguages(offer, variant);
	const language = way.language && languages.includes(way.language) ? way.language : negotiateLanguage(acceptLanguage, languages);
	return { language, variant, layout: way.layout, large: false, contrast: false };
}

export const writeView = ({ language, variant, layout, large, contrast }: View): string => `${language}.${variant}.${layout}.${large ? 'large' : ''}.${contrast ? 'contrast' : ''}`;

/** The view that a form carries, as far as the survey offers it; the rest is as the link opens. */
export function readView(text: string | undefined, first: View, offer: Offer): View {
	const [language, variant, layout, large, contrast] = (text ?? '').split('.');
	const offered = variantsOf(offer).find((one) => one === variant) ?? first.variant;
	const languages = variantLanguages(offer, offered);
	return {
		variant: offered,
		language: languages.find((one) => one === language) ?? (languages.includes(first.language) ? first.language : (languages[0] ?? first.language)),
		layout: layout === 'steps' || layout === 'page' ? layout : first.layout,
		large: large === 'large',
		contrast: contrast === 'contrast'
	};
}
