import type { Plan, PlannedBattery, PlannedQuestion } from './plan.ts';

/**
 * Counts responses of one variant. What it holds does not grow with their number, and as only whole numbers are added, the
 * result does not depend on their order.
 */
export class Counter {
	readonly plan: Plan;
	/** For every group the places of the plan, twice: first responses that did not come through open links, then those that did. */
	private readonly counts: Float64Array;
	// What the response in hand adds to each of its groups: one at every place of `hits`, `amounts` at `places`.
	private readonly hits: Int32Array;
	private readonly places: Int32Array;
	private readonly amounts: Float64Array;
	private hit = 0;
	private amount = 0;

	constructor(plan: Plan) {
		this.plan = plan;
		this.counts = new Float64Array(plan.size * plan.groups * 2);
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
		const { plan } = this;
		this.hit = 0;
		this.amount = 0;
		this.one(plan.responses);
		for (let i = 0; i < plan.questions.length; i++) {
			const chosen = choices[i] ?? -1;
			if (chosen >= 0) this.answer(plan.questions[i] as PlannedQuestion, chosen);
		}
		for (const battery of plan.batteries) this.battery(battery, choices);
		if (plan.index) this.index(plan.index, choices);
		for (const { question, first, groupOf, values } of plan.groupings) {
			const chosen = question < 0 ? assisted : Math.max(0, choices[question] ?? 0);
			this.addTo(this.base(first + (groupOf[chosen] ?? values.length - 1), open));
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

	private answer(question: PlannedQuestion, chosen: number): void {
		const { kind, at, choices } = question;
		if (kind === 'number') {
			this.one(at);
			this.more(at + 1, chosen);
			this.more(at + 2, chosen * chosen);
		} else if (kind === 'multiple') {
			for (let option = 0; option < choices; option++) if (chosen & (1 << option)) this.one(at + option);
			if (chosen & ((1 << (choices - 1)) - 1)) this.one(question.people);
		} else if (chosen >= 1 && chosen <= choices) this.one(at + chosen - 1);
	}

	private battery({ items, at, squares }: PlannedBattery, choices: Int32Array): void {
		const before = this.hit;
		let total = 0;
		for (let item = 0; item < items.length; item++) {
			const question = items[item] ?? 0;
			const value = this.turned(question, choices);
			if (value === null) {
				this.hit = before;
				return;
			}
			total += value;
			this.one((at[item] ?? 0) + (choices[question] ?? 0) - 1);
		}
		this.more(squares, total * total);
	}

	private index({ questions, at }: { readonly questions: readonly number[]; readonly at: number }, choices: Int32Array): void {
		let answered = 0;
		let total = 0;
		for (const question of questions) {
			const value = this.turned(question, choices);
			if (value === null) continue;
			answered++;
			total += value;
		}
		if (answered * 2 < questions.length) return;
		const place = at + 3 * answered;
		this.one(place);
		this.more(place + 1, total);
		this.more(place + 2, total * total);
	}

	private turned(question: number, choices: Int32Array): number | null {
		return (this.plan.questions[question] as PlannedQuestion).turned[(choices[question] ?? 0) - 1] ?? null;
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
