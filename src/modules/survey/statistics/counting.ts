import type { Plan, PlannedQuestion } from './plan.ts';

const noValue = -1;

/**
 * Counts responses of one variant. What it holds does not grow with their number, and as only whole numbers are added, the
 * result does not depend on their order. Written for a million responses: flat lists of numbers, nothing made for a response,
 * and no branch that depends on an answer where it can be helped.
 */
export class Counter {
	readonly plan: Plan;
	/** For every group the places of the plan, twice: first responses that did not come through open links, then those that did. */
	private readonly counts: Float64Array;
	/** Questions with one choice: their numbers, places and numbers of choices. */
	private readonly single: { readonly questions: Int32Array; readonly at: Int32Array; readonly choices: Int32Array };
	/** Questions of other kinds: numbers, several choices. */
	private readonly others: readonly { readonly number: number; readonly question: PlannedQuestion }[];
	private readonly batteries: readonly { readonly items: Int32Array; readonly at: Int32Array; readonly squares: number }[];
	private readonly indexed: Int32Array;
	/** What a choice of a question counts as: `width` entries for each question, by choice from 0, which is no answer. */
	private readonly worth: Int32Array;
	private readonly width: number;
	// The response in hand: what is chosen (0 for no answer) and what that counts as.
	private readonly chosen: Int32Array;
	private readonly values: Int32Array;
	// What it adds to each of its groups: one at every place of `hits`, `amounts` at `places`.
	private readonly hits: Int32Array;
	private readonly places: Int32Array;
	private readonly amounts: Float64Array;
	private hit = 0;
	private amount = 0;

	constructor(plan: Plan) {
		this.plan = plan;
		this.counts = new Float64Array(plan.size * plan.groups * 2);
		const numbered = plan.questions.map((question, number) => ({ number, question }));
		const isOther = ({ question: { kind } }: { question: PlannedQuestion }) => kind === 'number' || kind === 'multiple';
		const single = numbered.filter((entry) => !isOther(entry));
		const list = (of: (entry: (typeof single)[number]) => number) => Int32Array.from(single, of);
		this.single = { questions: list(({ number }) => number), at: list(({ question }) => question.at), choices: list(({ question }) => question.choices) };
		this.others = numbered.filter(isOther);
		this.batteries = plan.batteries.map(({ items, at, squares }) => ({ items: Int32Array.from(items), at: Int32Array.from(at), squares }));
		this.indexed = Int32Array.from(plan.index?.questions ?? []);
		this.width = Math.max(0, ...plan.questions.map(({ choices }) => choices)) + 1;
		this.worth = new Int32Array(this.width * plan.questions.length).fill(noValue);
		for (const { number, question } of single) for (const [choice, value] of question.turned.entries()) this.worth[number * this.width + choice + 1] = value ?? noValue;
		this.chosen = new Int32Array(plan.questions.length);
		this.values = new Int32Array(plan.questions.length);
		this.hits = new Int32Array(plan.size);
		this.places = new Int32Array(plan.size);
		this.amounts = new Float64Array(plan.size);
	}

	/** What was counted of a group, by its number among the groups of all groupings. */
	countsOf(group: number, open: boolean): Float64Array {
		const from = this.base(group, open);
		return this.counts.subarray(from, from + this.plan.size);
	}

	/**
	 * Counts one response: its choices as they are stored, but -1 for no answer, and the number of its kind of assistance. The list
	 * may be used again. A choice that the question does not offer is no answer.
	 */
	add(choices: Int32Array, assisted: number, open: boolean): void {
		this.hit = 0;
		this.amount = 0;
		this.one(this.plan.responses);
		this.addSingle(choices);
		this.addOthers(choices);
		this.addBatteries();
		this.addIndex();
		for (const { question, first, groupOf, values } of this.plan.groupings) {
			const group = groupOf[question < 0 ? assisted : (this.chosen[question] ?? 0)] ?? values.length - 1;
			this.addTo(this.base(first + group, open));
		}
	}

	private base(group: number, open: boolean): number {
		return (group * 2 + (open ? 1 : 0)) * this.plan.size;
	}

	private one(place: number): void {
		this.hits[this.hit++] = place;
	}

	private more(place: number, amount: number): void {
		this.places[this.amount] = place;
		this.amounts[this.amount++] = amount;
	}

	private addSingle(choices: Int32Array): void {
		const { hits, chosen, values, worth, width } = this;
		const { questions, at, choices: offered } = this.single;
		let hit = this.hit;
		for (let i = 0; i < questions.length; i++) {
			const question = questions[i] ?? 0;
			const given = choices[question] ?? 0;
			const choice = given > (offered[i] ?? 0) || given < 0 ? 0 : given;
			hits[hit++] = (at[i] ?? 0) + choice;
			chosen[question] = choice;
			values[question] = worth[question * width + choice] ?? noValue;
		}
		this.hit = hit;
	}

	private addOthers(choices: Int32Array): void {
		for (const { number, question } of this.others) {
			const { kind, at, choices: offered, people } = question;
			const given = choices[number] ?? -1;
			if (given < 0) continue;
			if (kind === 'number') {
				this.one(at);
				this.more(at + 1, given);
				this.more(at + 2, given * given);
			} else {
				for (let option = 0; option < offered; option++) if (given & (1 << option)) this.one(at + 1 + option);
				if (given & ((1 << (offered - 1)) - 1)) this.one(people);
			}
		}
	}

	private addBatteries(): void {
		const { values, chosen } = this;
		for (const { items, at, squares } of this.batteries) {
			let total = 0;
			let signs = 0;
			for (let i = 0; i < items.length; i++) {
				const value = values[items[i] ?? 0] ?? noValue;
				total += value;
				signs |= value;
			}
			// The sign of -1 is set where any item has no value.
			if (signs >= 0) this.more(squares, total * total);
			else for (let i = 0; i < items.length; i++) this.one((at[i] ?? 0) + (chosen[items[i] ?? 0] ?? 0));
		}
	}

	private addIndex(): void {
		if (!this.plan.index) return;
		const { indexed, values } = this;
		let answered = 0;
		let total = 0;
		for (let i = 0; i < indexed.length; i++) {
			const value = values[indexed[i] ?? 0] ?? noValue;
			const missing = value >> 31;
			answered += 1 + missing;
			total += value & ~missing;
		}
		if (answered * 2 < indexed.length) return;
		const place = this.plan.index.at + 3 * answered;
		this.one(place);
		this.more(place + 1, total);
		this.more(place + 2, total * total);
	}

	private addTo(base: number): void {
		const { counts, hits, places, amounts } = this;
		for (let i = 0; i < this.hit; i++) {
			const place = base + (hits[i] ?? 0);
			counts[place] = (counts[place] ?? 0) + 1;
		}
		for (let i = 0; i < this.amount; i++) {
			const place = base + (places[i] ?? 0);
			counts[place] = (counts[place] ?? 0) + (amounts[i] ?? 0);
		}
	}
}
