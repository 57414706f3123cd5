import { assistances, choicesOf, isText, QuestionnaireDocument, scaleOf, type BatteryTally, type GroupTally, type MeanTally, type Question, type QuestionTally, type SurveyTally, type Variant, type VariantName } from '../../../survey/index.ts';

/** One invented person of a generated survey. */
export interface Person {
	readonly variant: VariantName;
	readonly open: boolean;
	/** Answered before the publication of this number, counted from 0. */
	readonly cohort: number;
	readonly assisted: number;
	readonly choices: readonly (number | null)[];
}

/** Numbers between 0 and 1 that repeat with their seed (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

export interface GeneratedSurvey {
	readonly k: number;
	readonly questionnaire: QuestionnaireDocument;
	readonly people: readonly Person[];
	/** How many times it is published, if each adds enough. */
	readonly publications: number;
}

/**
 * A survey made to be hard: skewed groups around k, unanimous and missing answers, open links, several publications. Every
 * second one is roomier, so that more is shown: larger groups beside small ones, various answers.
 */
export function generateSurvey(seed: number): GeneratedSurvey {
	const random = randomOf(seed);
	const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
	const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
	const k = one([3, 4, 5, 5, 5]);
	const roomy = seed % 2 === 0;
	const groupings = Array.from({ length: whole(1, 3) }, () => whole(2, 5));
	const questionnaire = document(groupings, one([3, 5]), whole(1, 3), random() < 0.3);
	const publications = roomy ? one([1, 1, 1, 2]) : one([1, 1, 2, 3, 4]);
	const openShare = one([0, 0, 0.2, 0.6]);
	const people: Person[] = [];
	for (const [variant, content] of Object.entries(questionnaire.variants) as [VariantName, Variant][]) {
		const sizes = Array.from({ length: (groupings[0] ?? 2) + 1 }, () => (roomy ? one([0, 1, k - 1, k, k + 1, 3 * k, 4 * k, 6 * k, 8 * k]) : one([0, 1, 2, k - 1, k, k, k + 1, 2 * k, 3 * k, 5 * k])));
		const weights = groupings.slice(1).map((options) => Array.from({ length: options + 1 }, () => one([0, 0.02, 0.05, 0.3, 1, 2])));
		const weighted = (list: readonly number[]): number => {
			let left = random() * list.reduce((sum, weight) => sum + weight, 0);
			return Math.max(0, list.findIndex((weight) => (left -= weight) < 0));
		};
		const helped = one([[1, 0, 0, 0], [5, 1, 0.2, 0], [3, 3, 1, 1]]);
		const habits = content.questions.map(() => ({ way: roomy ? one(['even', 'even', 'even', 'skewed', 'by-group']) : one(['alike', 'nearly', 'skewed', 'skewed', 'even', 'by-group', 'by-time']), favourite: random(), missing: one(roomy ? [0, 0, 0.05] : [0, 0, 0.03, 0.1, 0.5]) }));
		for (const [group, size] of sizes.entries()) {
			for (let i = 0; i < size; i++) {
				const cohort = whole(0, publications - 1);
				let grouping = 0;
				const choices = content.questions.map((question, q) => {
					if (question.kind === 'single' && question.group) {
						const options = question.options.length;
						const value = grouping === 0 ? group : weighted(weights[grouping - 1] ?? [1]);
						grouping++;
						return value < options ? value + 1 : random() < 0.5 ? null : options + 1;
					}
					const { way, favourite, missing } = habits[q] ?? { way: 'even', favourite: 0, missing: 0 };
					if (random() < missing) return null;
					const count = question.kind === 'number' ? question.max - question.min + 1 : choicesOf(content, question).length;
					const turned = way === 'by-group' ? favourite + group * 0.37 : way === 'by-time' ? favourite + cohort * 0.43 : favourite;
					const usual = Math.floor((turned % 1) * Math.max(1, count - 1));
					const stay = { alike: 1, nearly: 0.95, skewed: 0.7, even: 0, 'by-group': 0.97, 'by-time': 0.97 }[way] ?? 0;
					const place = random() < stay ? usual : whole(0, count - 1);
					if (question.kind === 'number') return question.min + place;
					if (question.kind !== 'multiple') return place + 1;
					if (place === count - 1) return 1 << place;
					return (1 << place) | (random() < 0.4 ? 1 << whole(0, count - 2) : 0);
				});
				people.push({ variant, open: random() < openShare, cohort, assisted: weighted(helped), choices });
			}
		}
	}
	return { k, questionnaire, people, publications };
}

const label = { en: 'x' };

function document(groupings: readonly number[], points: number, items: number, easy: boolean): QuestionnaireDocument {
	const single = (id: string, options: number, group: boolean) => ({ id, kind: 'single' as const, group, text: label, options: Array.from({ length: options }, (_, i) => ({ id: `o${i}`, label })) });
	const content = (scale: number, count: number) => ({
		languages: ['en' as const],
		scales: { s: { kind: 'agreement' as const, options: [...Array.from({ length: scale }, (_, i) => ({ id: `v${i + 1}`, value: i + 1, label })), { id: 'unsure', label }] } },
		batteries: [{ id: 'b', title: label, scale: 's' }],
		questions: [
			...groupings.map((options, i) => single(`g${i}`, options, true)),
			...Array.from({ length: count }, (_, i) => ({ id: `i${i}`, kind: 'scale' as const, battery: 'b', reversed: i === 1, text: label })),
			{ id: 'yn', kind: 'yes-no' as const, text: label },
			single('pick', 3, false),
			{ id: 'many', kind: 'multiple' as const, text: label, options: Array.from({ length: 3 }, (_, i) => ({ id: `m${i}`, label })) },
			{ id: 'num', kind: 'number' as const, min: 0, max: 4, text: label }
		]
	});
	return QuestionnaireDocument.parse({
		format: 'socquality-questionnaire/1', id: 'generated', version: '1.0.0', perspective: 'clients', audience: 'clients', languages: ['en'], title: label, description: label, origin: label,
		variants: { standard: content(points, items), ...(easy ? { easy: content(3, 1) } : {}) }
	});
}

export const closedOf = (variant: Variant): Question[] => variant.questions.filter((question) => !isText(question));

/** The group of a person in a grouping: id of the option, or `none`. */
export function groupOf(variant: Variant, person: Person, by: string): string {
	if (by === 'assisted') return assistances[person.assisted] ?? 'no';
	const place = closedOf(variant).findIndex(({ id }) => id === by);
	const question = closedOf(variant)[place];
	return question?.kind === 'single' ? (question.options[(person.choices[place] ?? 0) - 1]?.id ?? 'none') : 'none';
}

/** The groupings of a variant with their groups, in the order of a tally. */
export const groupingsOf = (variant: Variant): { by: string; values: string[] }[] => [
	...closedOf(variant).flatMap((question) => (question.kind === 'single' && question.group ? [{ by: question.id, values: [...question.options.map(({ id }) => id), 'none'] }] : [])),
	{ by: 'assisted', values: [...assistances] }
];

/** Counts people in the plainest way; what the program's own tally must agree with. */
export function tallyOf(document: QuestionnaireDocument, people: readonly Person[]): SurveyTally {
	return {
		responses: people.length,
		variants: (Object.entries(document.variants) as [VariantName, Variant][]).map(([variant, content]) => {
			const here = people.filter((person) => person.variant === variant);
			const groups = (of: readonly Person[]): GroupTally[] => [
				groupTally(content, null, null, of),
				...groupingsOf(content).flatMap(({ by, values }) => values.map((value) => groupTally(content, by, value, of.filter((person) => groupOf(content, person, by) === value))))
			];
			return { variant, groups: groups(here), countedGroups: groups(here.filter(({ open }) => !open)) };
		})
	};
}

function groupTally(variant: Variant, by: string | null, value: string | null, people: readonly Person[]): GroupTally {
	const questions = closedOf(variant);
	const counted = people.filter(({ open }) => !open).length;
	const items = questions.flatMap((question, i) => (question.kind === 'scale' ? [{ question, i }] : []));
	const worth = (person: Person, { question, i }: (typeof items)[number]): number | null => {
		const options = scaleOf(variant, question.battery).options;
		const raw = options[(person.choices[i] ?? 0) - 1]?.value ?? null;
		const values = options.flatMap((option) => option.value ?? []);
		return raw === null || !question.reversed ? raw : Math.min(...values) + Math.max(...values) - raw;
	};
	const complete = people.filter((person) => items.every((item) => worth(person, item) !== null));
	const column = (item: (typeof items)[number]) => complete.map((person) => worth(person, item) ?? 0);
	const totals = complete.map((person) => items.reduce((sum, item) => sum + (worth(person, item) ?? 0), 0));
	const add = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);
	const squares = (values: readonly number[]) => add(values.map((v) => v * v));
	const battery: BatteryTally = { battery: 'b', items: items.map(({ question }) => question.id), n: complete.length, counted: complete.filter(({ open }) => !open).length, sums: items.map((item) => add(column(item))), squares: items.map((item) => squares(column(item))), total: { sum: add(totals), squares: squares(totals) } };
	const means = people.flatMap((person) => {
		const given = items.flatMap((item) => worth(person, item) ?? []);
		return given.length > 0 && given.length * 2 >= items.length ? [{ open: person.open, mean: add(given) / given.length }] : [];
	});
	const index: MeanTally = { n: means.length, counted: means.filter(({ open }) => !open).length, sum: add(means.map(({ mean }) => mean)), squares: squares(means.map(({ mean }) => mean)) };
	return { by, value, responses: people.length, counted, questions: questions.map((question, i) => questionTally(variant, question, i, people)), batteries: [battery], index };
}

function questionTally(variant: Variant, question: Question, i: number, people: readonly Person[]): QuestionTally {
	const answers = people.flatMap((person) => (person.choices[i] === null || person.choices[i] === undefined ? [] : [{ choice: person.choices[i], open: person.open }]));
	if (question.kind === 'number') {
		const sum = answers.reduce((total, { choice }) => total + choice, 0);
		return { question: question.id, counts: [], n: answers.length, counted: answers.filter(({ open }) => !open).length, numbers: { sum, squares: answers.reduce((total, { choice }) => total + choice * choice, 0) } };
	}
	const choices = choicesOf(variant, question);
	const valued = choices.some(({ value }) => value !== null);
	const chosen = (choice: number, place: number): boolean => (question.kind === 'multiple' ? (choice & (1 << place)) !== 0 : choice === place + 1);
	const tells = (choice: number): boolean => choices.some(({ id, value }, place) => chosen(choice, place) && (valued && question.kind !== 'multiple' ? value !== null : id !== 'declined'));
	const told = answers.filter(({ choice }) => tells(choice));
	return { question: question.id, counts: choices.map((_, place) => answers.filter(({ choice }) => chosen(choice, place)).length), n: told.length, counted: told.filter(({ open }) => !open).length, numbers: null };
}
