import { systemClock } from '#platform/clock.ts';
import { QuestionnaireVersionId, RegionId, SurveyId } from '#platform/ids.ts';
import type { AnswerLanguage, Layout, Offer, QuestionnaireDocument, VariantName } from '#modules/survey/index.ts';
import { settle } from './flow.ts';
import { nothingTyped } from './form.ts';
import { headers } from './page.ts';
import { pathOf, surveyPage } from './screens.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

/** What a page of `renderPreview` is answered with, so that it may stand in a frame of our own pages. */
export const previewHeaders = (): Readonly<Record<string, string>> => headers('self');

/** The questionnaire as people would see it, as a whole HTML page: for its editor. Nothing can be sent from it to a survey. */
export function renderPreview({ document, variant, language, layout }: { document: QuestionnaireDocument; variant: VariantName; language: AnswerLanguage; layout: Layout }): string {
	const now = systemClock.now();
	const offer: Offer = {
		surveyId: SurveyId.parse(nobody),
		regionId: RegionId.parse(nobody),
		versionId: QuestionnaireVersionId.parse(nobody),
		document,
		name: {},
		institution: { lv: 'Paraugu iestāde', lt: 'Pavyzdinė įstaiga', en: 'Sample institution' },
		region: { lv: 'Paraugu reģions', lt: 'Pavyzdinis regionas', en: 'Sample region' },
		audience: document.audience,
		state: 'open',
		opensAt: now,
		closesAt: new Date(now.getTime() + 14 * 86_400_000),
		closedAt: null,
		languages: document.variants[variant]?.languages ?? document.languages,
		variants: document.variants.easy ? ['standard', 'easy'] : ['standard'],
		minimumGroup: 5,
		retentionMonths: 12,
		guardianRule: 'ask-before',
		contact: {},
		timeZone: 'Europe/Riga',
		testedIn: [],
		hasKioskPin: false
	};
	const showing = { offer, view: { language, variant, layout, large: false, contrast: false }, kiosk: false, typed: nothingTyped, place: '', audio: null, preview: true };
	return surveyPage({ ...showing, place: settle(pathOf(showing), undefined) }).text;
}
