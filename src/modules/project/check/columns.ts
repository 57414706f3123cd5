import type { Block } from './blocks.ts';

/** A currency in a label, a column's head or a caption: "(EUR)", ", Eur", "in EUR", "tūkst. EUR". */
const named = /(?:\(|, ?|\bin |tukst\. )(eur|€|euro|eurais|eiro|lvl|ls|ltl|usd)\)?[ :|=-]*$/;
const money = /budzet|biudzet|budget|finans|izmaks|islaid|cost|vertib|verte|summ|suma|amount|lesos|total|kopa|viso/;

export const currencyOfLabel = (folded: string): string | null => {
	const word = named.exec(folded)?.[1];
	return word === undefined ? null : /^l[vs]/.test(word) ? 'LVL' : word === 'ltl' ? 'LTL' : word === 'usd' ? 'USD' : 'EUR';
};

/** What the rows above say about the cells of a row, while a text is read from top to bottom. */
export class Columns {
	#head: readonly string[] = [];
	#cells: readonly { readonly start: number; readonly folded: string }[] = [];
	/** The currency that the labels of this table named last. */
	currency: string | null = null;

	/** Takes the next block. */
	next(block: Block): void {
		const cells: { start: number; folded: string }[] = [];
		let start = 0;
		for (const part of block.text.split(/[|\t]/u)) {
			cells.push({ start, folded: block.folded.slice(start, start + part.length).trim() });
			start += part.length + 1;
		}
		this.#cells = cells;
		if (cells.length < 2) {
			this.#head = [];
			this.currency = null;
			return;
		}
		if (!cells.slice(1).some(({ folded }) => /\d/.test(folded))) this.#head = cells.map(({ folded }) => folded);
		else if (this.#head.length !== cells.length) this.#head = [];
		this.currency = cells.map(({ folded }) => currencyOfLabel(folded)).find((currency) => currency !== null) ?? this.currency;
	}

	/** Whether the column over a position is one of money, and its currency; null where no column has a head. */
	at(position: number): { readonly money: boolean; readonly currency: string | null } | null {
		const index = this.#cells.findLastIndex((cell) => cell.start <= position);
		const head = this.#head[index];
		if (index < 1 || head === undefined || this.#cells[index]?.folded === head) return null;
		return { money: money.test(head), currency: currencyOfLabel(head) };
	}
}
