import { currentLocale, messageOf } from '#i18n/text.ts';
import { answerLanguages, choicesOf, type AnswerLanguage, type AnswerText, type Choice, type Question, type QuestionnaireProblem, type Variant } from '#modules/survey/index.ts';
import { inLocale, type Locale, type LocalizedText } from '#platform/locale.ts';

/** A text in the wanted language, or in the first other one that it has; `language` says in which. */
export function wordsIn(text: AnswerText, wanted: AnswerLanguage): { readonly words: string; readonly language: AnswerLanguage } {
	const language = [wanted, 'en' as const, ...answerLanguages].find((each) => text[each] !== undefined) ?? wanted;
	return { words: text[language] ?? '', language };
}

/** The words of a choice: its own, or the program's in the page's language where the choice has none. */
export const choiceText = (choice: Choice): AnswerText | string => choice.label ?? messageOf(`questionnaire_choice_${choice.id.replaceAll('-', '_')}`);

export const kindText = (kind: Question['kind']): string => messageOf(`questionnaire_kind_${kind.replaceAll('-', '_')}`);
export const languageText = (language: AnswerLanguage): string => messageOf(`questionnaire_language_${language}`);
/** The name of a language inside a sentence: only English writes it with a capital letter. */
export const languageInside = (language: AnswerLanguage): string => (currentLocale() === 'en' ? languageText(language) : languageText(language).toLocaleLowerCase(currentLocale()));
export const languageList = (languages: readonly AnswerLanguage[]): string => languages.map(languageInside).join(', ');
export const problemText = (problem: QuestionnaireProblem): string => messageOf(`questionnaire_problem_${problem.code}`, problem.params);

/** Which question and which answers a condition names, in words of one language. */
export function conditionWords(variant: Variant, question: Question, language: AnswerLanguage): { readonly number: number; readonly answers: string } | null {
	const { showIf } = question;
	const at = variant.questions.findIndex(({ id }) => id === showIf?.question);
	const asked = variant.questions[at];
	if (!showIf || !asked) return null;
	const known = new Map(offered(variant, asked).map((choice) => [choice.id, choiceText(choice)]));
	const answers = showIf.anyOf.map((id) => {
		const words = known.get(id) ?? id;
		return typeof words === 'string' ? words : wordsIn(words, language).words;
	});
	return { number: at + 1, answers: answers.join(', ') };
}

/** What a question offers; nothing where its battery or scale is missing, which the page reports as a problem. */
export function offered(variant: Variant, question: Question): readonly Choice[] {
	if (question.kind === 'scale') {
		const battery = variant.batteries.find(({ id }) => id === question.battery);
		if (!battery || !Object.hasOwn(variant.scales, battery.scale)) return [];
	}
	return choicesOf(variant, question);
}

/** What a question gives information about, a line for each methodology: `6.1 Perception, 5.2 Delivery`. */
export function mapLines(maps: Question['maps'], nodes: Readonly<Record<string, LocalizedText | null>>, locale: Locale): { readonly methodology: string; readonly text: string }[] {
	return [...Map.groupBy(maps, ({ methodology }) => methodology)].map(([methodology, all]) => {
		const named = all.map(({ node }) => [node, inLocale(nodes[`${methodology} ${node}`], locale)].filter(Boolean).join(' '));
		const known = all.some(({ node }) => nodes[`${methodology} ${node}`]);
		return { methodology, text: known ? named.join('; ') : `${named.join(', ')} (${methodology})` };
	});
}

/** The page of the editor on which a problem is mended. */
export function problemLink(base: string, problem: Pick<QuestionnaireProblem, 'path' | 'variant' | 'question'>, batteries: readonly { readonly id: string }[] = []): string {
	if (problem.variant === null) return `${base}/head`;
	const part = `${base}/${problem.variant}`;
	if (problem.question !== null) return `${part}/questions/${problem.question}${problem.path.includes('.showIf') ? '/condition' : ''}`;
	const scale = /^variants\.\w+\.scales\.([a-z0-9-]+)/.exec(problem.path)?.[1];
	if (scale !== undefined) return `${part}/scales/${scale}`;
	const battery = batteries[Number(/^variants\.\w+\.batteries\[(\d+)\]/.exec(problem.path)?.[1] ?? -1)];
	return battery ? `${part}/batteries/${battery.id}` : `${part}/introduction`;
}
