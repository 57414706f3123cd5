import type { Amount } from '#platform/money.ts';
import type { Day } from './dates.ts';
import type { Organisation } from './organisations.ts';
import type { Stage } from './stage.ts';
import type { Language } from './words.ts';

/** Where a fact stands, and of which project and time of its life it speaks. */
export interface Ground {
	/** Label of the project, "" where texts name none. Facts of different projects are never compared. */
	readonly project: string;
	readonly stage: Stage;
	readonly file: string;
	/** 0 for registered data. */
	readonly line: number;
	readonly quote: string;
	/** Number of the version for registered data, null for texts. */
	readonly version: number | null;
	/** How sure it is that the fact means what the grammar says, from 0 to 1. */
	readonly sure: number;
	/** Number of the sentence in its file: one sentence may set the plan beside what was reached. */
	readonly sentence: string;
}

/** Whose money: all of the project, one partner's share; which part of it: everything, or one fund's. */
export interface MoneyFact extends Ground {
	readonly amount: Amount;
	readonly currency: string | null;
	readonly unit: bigint;
	/** `unknown`: the words do not say what it is. */
	readonly scope: 'project' | 'partner' | 'unknown';
	readonly partner: Organisation | null;
	readonly fund: 'all' | 'eu' | 'donor' | 'state' | 'own' | 'cofinancing';
	/** The fund's name as written. */
	readonly fundName: string;
	/** The published rate beside it. */
	readonly rate: { readonly percent: string; readonly decimals: number } | null;
	/** Amounts of one sentence or bracket share a number: a part belongs to the whole of its group. */
	readonly group: string;
	/** Only costs of one kind ("eligible"): not the same as the whole. */
	readonly qualifier: string;
	readonly atMost: boolean;
}

export interface DateFact extends Ground {
	readonly role: 'period' | 'start' | 'end' | 'months';
	readonly first: Day | null;
	readonly last: Day | null;
	readonly months: number | null;
	/** Months stand beside this period. */
	readonly group: string;
}

export interface CountFact extends Ground {
	/** The concept of the lexicon, or "lv:" and the stem of an unknown noun. */
	readonly concept: string;
	/** What narrows it: "summer", stems of unknown adjectives. */
	readonly narrowed: readonly string[];
	/** For whom it is ("camps for children"): what another text may say before the noun. */
	readonly also: readonly string[];
	/** The place, time or partner that the number is about; empty for the whole project. */
	readonly bound: string;
	readonly value: number;
	readonly compare: 'exact' | 'at-least' | 'at-most' | 'about';
	/** The counted noun with its adjectives, as written. */
	readonly words: string;
	/** Another known thing in the same clause: what is counted for it. */
	readonly theme: string;
	/** Stems of its sentence, for things that are counted in many places. */
	readonly context: () => readonly string[];
	/** The language it is worded in. */
	readonly language: Language;
	/** For registered data: its path, and the languages that it is worded in. */
	readonly origin: { readonly path: string; readonly languages: readonly string[] } | null;
	/** Organisations listed behind the number: how many, and how many of the counted kind. */
	readonly listed: { readonly all: number; readonly fitting: number } | null;
}

export interface PartnerFact extends Ground {
	readonly organisation: Organisation;
	readonly role: 'lead' | 'partner';
	/** Partners of one list share a number. */
	readonly list: string;
	/** The list names all of them: it stands behind a label; a sentence may leave some out. */
	readonly complete: boolean;
	/** Null for registered data, which is worded in several. */
	readonly language: Language | null;
}

export interface PlaceFact extends Ground {
	/** What happens or stands there: a concept with its year, or "objects" for the whole list of sites. */
	readonly what: string;
	readonly words: string;
	readonly place: string;
	readonly stem: string;
	readonly list: string;
}

/** What was found in texts or registered data, ready to be compared. */
export interface Facts {
	readonly money: MoneyFact[];
	readonly dates: DateFact[];
	readonly counts: CountFact[];
	readonly partners: PartnerFact[];
	readonly places: PlaceFact[];
}

export const noFacts = (): Facts => ({ money: [], dates: [], counts: [], partners: [], places: [] });
