import { AnswerLanguage, layouts, questionnaireJson, questionnaireYaml, variantNames, type QuestionnaireDocument, type Variant } from '#modules/survey/index.ts';
import { NotFound } from '#platform/errors.ts';
import { attachment } from '#platform/files/index.ts';
import { previewHeaders, renderPreview } from '../../door/index.ts';

/** A file to save. */
export const fileResponse = (name: string, type: string, text: string): Response => new Response(text, { headers: { 'content-type': `${type}; charset=utf-8`, 'content-disposition': attachment(name) } });

export const yamlResponse = (name: string, document: QuestionnaireDocument): Response => fileResponse(`${name}.yaml`, 'application/yaml', questionnaireYaml(document));
export const jsonResponse = (name: string, document: QuestionnaireDocument): Response => fileResponse(`${name}.json`, 'application/json', questionnaireJson(document));

/** The questionnaire as people will see it. The address says which variant, language and layout; unknown ones fall back. */
export function previewResponse(document: QuestionnaireDocument, url: URL): Response {
	const variant = variantNames.find((name) => name === url.searchParams.get('variant')) ?? 'standard';
	const shown = document.variants[variant];
	if (!shown) throw new NotFound();
	const wanted = AnswerLanguage.safeParse(url.searchParams.get('language')).data;
	const language = shown.languages.find((each) => each === wanted) ?? shown.languages[0] ?? 'en';
	const layout = layouts.find((each) => each === url.searchParams.get('layout')) ?? 'page';
	return new Response(renderPreview({ document: lookingBack(document), variant, language, layout }), { headers: { ...previewHeaders(), 'content-type': 'text/html; charset=utf-8' } });
}

/** A draft may hold conditions that lead forward or in a circle, until they are mended: such a question is shown always. */
function lookingBack(document: QuestionnaireDocument): QuestionnaireDocument {
	const mend = (variant: Variant): Variant => ({
		...variant,
		questions: variant.questions.map((question, i) => {
			const { showIf, ...always } = question;
			return !showIf || variant.questions.slice(0, i).some(({ id }) => id === showIf.question) ? question : always;
		})
	});
	const { standard, easy } = document.variants;
	return { ...document, variants: { standard: mend(standard), ...(easy ? { easy: mend(easy) } : {}) } };
}
