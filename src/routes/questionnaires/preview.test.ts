import { expect, test } from 'vitest';
import { layouts, loadQuestionnaireLibrary, variantNames, type QuestionnaireDocument } from '#modules/survey/index.ts';
import { previewResponse } from './responses.ts';

const documents = await loadQuestionnaireLibrary();
const show = async (document: QuestionnaireDocument, query: Record<string, string>) => {
	const response = previewResponse(document, new URL(`http://localhost/preview?${new URLSearchParams(query).toString()}`));
	return { status: response.status, policy: response.headers.get('content-security-policy'), text: await response.text() };
};

test.each(documents.map((document) => [document.id, document] as const))('%s is shown in every variant, language and layout', async (_id, document) => {
	for (const variant of variantNames) {
		for (const language of document.variants[variant]?.languages ?? []) {
			for (const layout of layouts) {
				const { status, policy, text } = await show(document, { variant, language, layout });
				expect([status, policy !== null, text.includes(`lang="${language}"`)]).toEqual([200, true, true]);
			}
		}
	}
});

test('an address that asks for nonsense shows the first language on one page; a variant that is not there is not found', async () => {
	const [plain] = documents.filter(({ variants }) => !variants.easy);
	if (!plain) throw new Error('every questionnaire is easy to read');
	expect(await show(plain, { variant: 'hard', language: 'xx', layout: 'spiral' })).toEqual(await show(plain, {}));
	expect(() => previewResponse(plain, new URL('http://localhost/preview?variant=easy'))).toThrow(expect.objectContaining({ status: 404 }) as Error);
});

test('a draft with gaps and conditions that lead nowhere is shown all the same', async () => {
	for (const whole of documents) {
		const document = structuredClone(whole);
		const { questions } = document.variants.standard;
		for (const [i, question] of questions.entries()) {
			question.text = { lv: question.text.lv ?? '–' };
			if (i > 0) question.showIf = { question: questions.at(-i)?.id ?? 'nobody', anyOf: ['nothing'] };
		}
		for (const layout of layouts) expect((await show(document, { language: 'lt', layout })).status).toBe(200);
	}
});
