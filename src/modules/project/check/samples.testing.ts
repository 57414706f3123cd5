import type { CheckedText } from './model.ts';

/** What a generated text tells about an invented project. */
export interface Told {
	/** Cents. */
	readonly total: number;
	readonly fund: number;
	/** First day and months; the last day follows. */
	readonly from: readonly [number, number, number];
	readonly to: readonly [number, number, number];
	readonly months: number;
	readonly camps: number;
	readonly visits: number;
	readonly courses: number;
}

export type Language = 'lv' | 'lt' | 'en';
export const written = (name: string, text: string): CheckedText => ({ name, lines: text.split('\n').map((line, index) => ({ text: line, line: index + 1 })), unread: [] });

const grouped = (whole: number, sign: string): string => String(whole).replace(/\B(?=(\d{3})+$)/g, sign);
const parts = (cents: number): [number, string] => [Math.floor(cents / 100), String(cents % 100).padStart(2, '0')];

/** Ways to write an amount; every one of them says the same. */
export const amountStyles: readonly ((cents: number) => string)[] = [
	(cents) => `${grouped(parts(cents)[0], ' ')},${parts(cents)[1]} EUR`,
	(cents) => `EUR ${grouped(parts(cents)[0], ' ')}.${parts(cents)[1]}`,
	(cents) => `${grouped(parts(cents)[0], '.')},${parts(cents)[1]} EUR`,
	(cents) => `€${grouped(parts(cents)[0], ',')}.${parts(cents)[1]}`,
	(cents) => `${parts(cents)[0]}.${parts(cents)[1]} EUR`,
	(cents) => `${grouped(parts(cents)[0], '\u00A0')},${parts(cents)[1]} €`,
	(cents) => `${grouped(parts(cents)[0], '\u202F')},${parts(cents)[1]} eur`,
	(cents) => `${grouped(parts(cents)[0], "'")}.${parts(cents)[1]} EUR`,
	(cents) => `${grouped(parts(cents)[0], ' ')}, ${parts(cents)[1]} EUR`
];

const two = (value: number): string => String(value).padStart(2, '0');
const monthNames: Record<Language, readonly [string, string][]> = {
	lv: [['janvāra', 'janvārim'], ['februāra', 'februārim'], ['marta', 'martam'], ['aprīļa', 'aprīlim'], ['maija', 'maijam'], ['jūnija', 'jūnijam'], ['jūlija', 'jūlijam'], ['augusta', 'augustam'], ['septembra', 'septembrim'], ['oktobra', 'oktobrim'], ['novembra', 'novembrim'], ['decembra', 'decembrim']],
	lt: [['sausio', 'sausio'], ['vasario', 'vasario'], ['kovo', 'kovo'], ['balandžio', 'balandžio'], ['gegužės', 'gegužės'], ['birželio', 'birželio'], ['liepos', 'liepos'], ['rugpjūčio', 'rugpjūčio'], ['rugsėjo', 'rugsėjo'], ['spalio', 'spalio'], ['lapkričio', 'lapkričio'], ['gruodžio', 'gruodžio']],
	en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'].map((name) => [name, name])
};
type Date3 = readonly [number, number, number];
const named = (language: Language, [, m]: Date3, form: 0 | 1): string => monthNames[language][m - 1]?.[form] ?? '';

/** Ways to write the project's period, exact to the day or to the month. */
export const periodStyles: Record<Language, readonly ((from: Date3, to: Date3) => string)[]> = {
	lv: [
		(a, b) => `Projekta īstenošanas laiks: ${two(a[2])}.${two(a[1])}.${a[0]}. – ${two(b[2])}.${two(b[1])}.${b[0]}.`,
		(a, b) => `Projekts tiek īstenots no ${a[0]}. gada ${a[2]}. ${named('lv', a, 0)} līdz ${b[0]}. gada ${b[2]}. ${named('lv', b, 1)}.`,
		(a, b) => `Projektu īsteno no ${a[0]}.gada ${named('lv', a, 0)} līdz ${b[0]}.gada ${named('lv', b, 1)}.`,
		(a, b) => `Projekta ilgums: ${two(a[1])}.${a[0]}. - ${two(b[1])}.${b[0]}.`,
		(a, b) => `Projekta ieviešanas periods ${two(a[2])}/${two(a[1])}/${a[0]}–${two(b[2])}/${two(b[1])}/${b[0]}`
	],
	lt: [
		(a, b) => `Projekto įgyvendinimo laikotarpis: ${a[0]}-${two(a[1])}-${two(a[2])} – ${b[0]}-${two(b[1])}-${two(b[2])}`,
		(a, b) => `Projektas vykdomas nuo ${a[0]} m. ${named('lt', a, 0)} ${a[2]} d. iki ${b[0]} m. ${named('lt', b, 1)} ${b[2]} d.`,
		(a, b) => `Projektas įgyvendinamas nuo ${a[0]} m. ${named('lt', a, 0)} iki ${b[0]} m. ${named('lt', b, 1)}.`,
		(a, b) => `Projekto trukmė: ${a[0]}.${two(a[1])}.${two(a[2])}–${b[0]}.${two(b[1])}.${two(b[2])}`
	],
	en: [
		(a, b) => `Project period: ${a[2]} ${named('en', a, 0)} ${a[0]} – ${b[2]} ${named('en', b, 0)} ${b[0]}`,
		(a, b) => `The project is implemented from ${named('en', a, 0)} ${a[0]} to ${named('en', b, 0)} ${b[0]}.`,
		(a, b) => `The project runs from ${named('en', a, 0)} ${a[2]}, ${a[0]} until ${named('en', b, 0)} ${b[2]}, ${b[0]}.`,
		(a, b) => `Duration of the project: ${two(a[2])}.${two(a[1])}.${a[0]} - ${two(b[2])}.${two(b[1])}.${b[0]}`
	]
};

type Words = readonly string[];
const feminine: Record<Language, Words> = {
	lv: ['', 'viena', 'divas', 'trīs', 'četras', 'piecas', 'sešas', 'septiņas', 'astoņas', 'deviņas'],
	lt: ['', 'viena', 'dvi', 'trys', 'keturios', 'penkios', 'šešios', 'septynios', 'aštuonios', 'devynios'],
	en: ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
};
const masculine: Record<Language, Words> = {
	lv: ['', 'viens', 'divi', 'trīs', 'četri', 'pieci', 'seši', 'septiņi', 'astoņi', 'deviņi'],
	lt: ['', 'vienas', 'du', 'trys', 'keturi', 'penki', 'šeši', 'septyni', 'aštuoni', 'devyni'],
	en: feminine.en
};
const locative: Record<'lv' | 'lt', Words> = {
	lv: ['', 'vienā', 'divos', 'trijos', 'četros', 'piecos', 'sešos', 'septiņos', 'astoņos', 'deviņos'],
	lt: ['', 'viename', 'dviejuose', 'trijuose', 'keturiuose', 'penkiuose', 'šešiuose', 'septyniuose', 'aštuoniuose', 'devyniuose']
};
const of = (words: Words, value: number): string => words[value] ?? String(value);

/** Ways to write a counted thing, from 2 to 9 of it. */
export const countStyles: Record<Language, Record<'camps' | 'visits' | 'courses', readonly ((n: number) => string)[]>> = {
	lv: {
		camps: [(n) => `Noorganizētas ${n} vasaras nometnes.`, (n) => `Projektā ir ${of(feminine.lv, n)} vasaras nometnes jauniešiem.`, (n) => `• Vasaras nometnes (${n})`, (n) => `Vasaras nometnes: ${n}`],
		visits: [(n) => `Notika ${n} pieredzes apmaiņas braucieni.`, (n) => `Speciālisti dodas ${of(locative.lv, n)} pieredzes apmaiņas braucienos uz Lietuvu.`, (n) => `• Pieredzes apmaiņas pasākumi (${n})`, (n) => `Pieredzes apmaiņas vizīšu skaits: ${n}`],
		courses: [(n) => `${n} apmācību kursi darbiniekiem.`, (n) => `Darbinieki apgūst ${of(masculine.lv, n)} apmācību kursus.`, (n) => `• Apmācību kursi darbiniekiem (${n})`]
	},
	lt: {
		camps: [(n) => `Surengtos ${n} vasaros stovyklos.`, (n) => `Projekte yra ${of(feminine.lt, n)} vasaros stovyklos vaikams.`, (n) => `• Vasaros stovyklos (${n})`, (n) => `Vasaros stovyklos – ${n}`],
		visits: [(n) => `Įvyko ${n} patirties mainų vizitai.`, (n) => `Specialistai dalyvauja ${of(locative.lt, n)} patirties mainų vizituose Latvijoje.`, (n) => `• Patirties mainų renginiai (${n})`],
		courses: [(n) => `${n} mokymo kursai darbuotojams.`, (n) => `Darbuotojams skirti ${of(masculine.lt, n)} mokymo kursai.`, (n) => `• Mokymo kursai (${n})`]
	},
	en: {
		camps: [(n) => `${n} summer camps were organised.`, (n) => `The project holds ${of(feminine.en, n)} summer camps for young people.`, (n) => `• Summer camps (${n})`, (n) => `Summer camps: ${n}`],
		visits: [(n) => `${n} exchange visits took place.`, (n) => `Specialists go on ${of(feminine.en, n)} experience exchange visits to Lithuania.`, (n) => `Exchange visits: ${n}`],
		courses: [(n) => `${n} training courses for staff.`, (n) => `Staff attend ${of(feminine.en, n)} training courses.`, (n) => `• Training courses (${n})`]
	}
};

export const moneyStyles: Record<Language, readonly ((total: string, fund: string) => string)[]> = {
	lv: [
		(t, f) => `Projekta kopējais finansējums: ${t} (t.sk. ERAF finansējums ${f})`,
		(t, f) => `Projekta kopējais budžets ir ${t}, no kuriem ${f} ir ERAF līdzfinansējums.`,
		(t, f) => `Kopējās projekta izmaksas: ${t}\nERAF finansējums: ${f}`,
		(t, f) => `Projekta budžets – ${t}, tai skaitā Eiropas Reģionālās attīstības fonda finansējums ${f}.`
	],
	lt: [
		(t, f) => `Bendras projekto biudžetas: ${t} (iš jų ERPF lėšos ${f})`,
		(t, f) => `Bendra projekto vertė – ${t}, iš jų ${f} – Europos regioninės plėtros fondo lėšos.`,
		(t, f) => `Projekto biudžetas: ${t}\nERPF finansavimas: ${f}`
	],
	en: [
		(t, f) => `Total budget of the project: ${t} (including ERDF co-financing ${f})`,
		(t, f) => `The project's total budget is ${t}, of which ${f} comes from the European Regional Development Fund.`,
		(t, f) => `Total project costs: ${t}\nERDF: ${f}`
	]
};

/** Which way to write each thing. */
export interface Style {
	readonly language: Language;
	readonly amount: number;
	readonly money: number;
	readonly period: number;
	readonly counts: number;
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const heads: Record<Language, string> = { lv: 'Projekts: LLI-590 "Tilti starp paaudzēm"', lt: 'Projektas LLI-590 „Tiltai tarp kartų“', en: 'Project LLI-590 "Bridges between generations"' };
const monthsWord: Record<Language, (n: number) => string> = { lv: (n) => `Projekta ilgums ir ${n} mēneši.`, lt: (n) => `Projekto trukmė – ${n} mėn.`, en: (n) => `Project duration: ${n} months` };

/** The project as a text in one style. */
export function tell(told: Told, style: Style): string {
	const { language } = style;
	const amount = pick(amountStyles, style.amount);
	return [
		heads[language],
		'',
		pick(periodStyles[language], style.period)(told.from, told.to),
		monthsWord[language](told.months),
		'',
		pick(moneyStyles[language], style.money)(amount(told.total), amount(told.fund)),
		'',
		pick(countStyles[language].camps, style.counts)(told.camps),
		pick(countStyles[language].visits, style.counts + style.amount)(told.visits),
		pick(countStyles[language].courses, style.counts + style.money)(told.courses)
	].join('\n');
}
