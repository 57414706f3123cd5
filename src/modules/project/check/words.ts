/**
 * What words mean for the grammar, in Latvian, Lithuanian and English, after `fold`. "finansej*" is every word that begins
 * so, "es" is only itself, "ES" only with capital letters. A word may carry several meanings.
 */
const lexicon = {
	/** All of it. */
	total: 'kopej* kopa kopsumm* pavisam viso visas visa bendras bendra bendro bendros bendroji bendrosios bendram bendrai total totals totalling totaling totalled overall whole entire',
	/** Money as such: budget, financing, costs, value. */
	money: 'finansejum* budzet* biudzet* finansavim* budget* funding financing finance* cost costs costing izmaks* islaid* vertib* verte vertes verti summa summas summu suma sumos suma amount* value valued worth dotacij* lesos lesas lesu lesomis asignejum* contribution* inasas inasu inasai iemaks* price expenditure* investment* investicij*',
	/** A share of it. */
	part: 'dala dalas dalu dali dalies share shares part parts portion atbalst* param* support supported grant grants granta grants dotacij*',
	grant: 'grant grants granta grantu granto dotacij* subsid*',
	cofinancing: 'lidzfinans* bendrafinans* bendrasis bendrojo cofinanc* cofund* sofinans*',
	/** Money of the European Union. */
	eu: 'eraf erpf erdf esf ESF+ eszf elfla ezf interreg erasmus eiropas europos european europe ES EU',
	donor: 'eez eee eea norveg* norvij* norway norwegian sveic* swiss',
	state: 'valsts valstybes valstybin* state national nacional*',
	own: 'pasu pasa pasas own nuosav* private privat*',
	project: 'projekt* project projects',
	programme: 'programm* program programa programos programai programoje programu programa programme*',
	/** Long-term papers whose years are not the project's. */
	paper: 'strateg* pamatnostad* planosanas planavimo planning plan plans plana planu planas plano perspektiv* period*',
	/** Of which. */
	ofwhich: 'tostarp ieskaitot skaitot iskaitant including incl thereof kuriem kuru kuram kuras kuriu kuriuos jos which tai',
	/** Words for the time a project takes. */
	term: 'ilgum* termin* laiks laika laiku laikam periods perioda periodu periodas laikotarp* trukm* duration period timeframe timeline laikas laiko laiku datas dates implementation',
	/** It is, was or will be carried out. */
	carried: 'isteno* realiz* norisin* ilgst* ilga ilgs notiek notika notiks vykd* igyvendin* truk* runs ran run running lasts lasted last implemented implement takes took carried conducted tesies tesis',
	begins: 'sakas sakas sakuma sakums sakumu sakta uzsakt* uzsak* sakts starts started start starting launched begins began beginning prasidej* prasided* pradet* pradz* pradzia',
	ends: 'noslegus* noslegies nosledz* beidz* beigu beigas pabeigts pabeigt* ends ended end ending finished finishes concluded closed completed baig* pabaig* uzbaig* pabaiga',
	month: 'menes* men month months',
	year: 'gads gada gadu gadi gadus gadiem gados metai metu metus metams year years',
	day: 'diena* dienu dienas dienai dien* para paros paru day days',
	hour: 'stund* valand* hour hours minut* minute minutes',
	week: 'nedel* savait* week weeks',
	lead: 'vados* pagrindin* lead leading vadovaujan* vadovauj* coordinator koordinator* koordinatorius iesniedz* pareisk* applicant',
	partner: 'partner*',
	consist: 'ir bus bija buvo yra tiek tiks sastada veido sudaro siekia siek is was were are be will has have had amounts amounted equals stands reaches reached makes up jis ji tas sasniedz tika buvusi sieke siekia sieks sasniedza sasniegs veidoja veidos veidojas sudare sudarys totalled totals stood stands comes came lygus lygi',
	/** Adjectives that make no other thing of an amount. */
	plain: 'apstiprinat* indikativ* planot* paredzet* plano* patvirtint* numat* orientacin* preliminar* requested pieprasit* prasom* galig* galutin* fakti* faktin* gross approved planned indicative estimated final revised current projected foreseen allocated pieskirt* skirt* skiriam* skirta pieejam* publisk* available public istenosan* igyvendin* realiz* implementation noslegum* sakotnej* pradin* original initial originally about approximately apmeram aptuveni apie circa around kopuma kopums',
	/** Only what a rule recognises as cost is counted here: another total. */
	eligible: 'attiecinam* tinkam* eligible',
	concept: 'koncepcij* idejas ideja ideju ideja idejos ideja idejai idejas concept idea',
	indicative: 'indikativ* orientacin* preliminar* indicative provisional tentative',
	planned: 'planot* planots planoti planojam* planuoj* numat* numatyt* paredzet* paredz paredzeti sasniedzam* sasniegt siekiam* tiks bus will planned plans intends foresees foreseen expected target targets shall siekiama',
	reported: 'actual nosledz* nosledzas beidzas pabeigts baigtas baigesi baigtu uzbaigt* organizet* noorganizet* noritej* notika notikusi devas istenots istenoti istenota istenotas realizets realizeti ivyko vyko surengt* suorganizuot* igyvendintas igyvendinti igyvendinta igyvendintos dalyvavo organised organized held took completed carried implemented finished ended concluded delivered achieved reached sasniegt* pasiekt* piedalijas aplankyt* apmeklej*',
	closing: 'nosledzies nosledzas nosledzies nosleguma nosleguma nosledzoties noslegusies beidzies baigtas baigesi baigtas uzbaigts pabaigtas completed concluded closing ended finished final galutine galutin* parskat* atskait* ataskait* report',
	changed: 'grozij* grozit* pakeit* pakeist* amended amendment* modification modified izmain* extended pagarinat* pratest* prasitest* atjauninat* revised',
	earlier: 'sakotnej* sakotnejais pradin* pradzioje original originally initially initial previously ieprieks iepriekseja anksciau earlier',
	least: 'vismaz least maziausiai maziau minimum',
	most: 'maksimal* daugiausiai daugiausia most maximum',
	about: 'apmeram aptuveni apie circa around about approximately beveik gandriz nearly almost ap',
	more: 'vairak virs over daugiau virs more papildu papildom* additional another vel dar further',
	ordinal: 'pirm* otra* otro* tresa* pirma first second third antr* treci* viena vien' ,
	contact: 'talr* talrunis tel telefon* phone fax faks* fakss reg pasta kods konta konts iban pvn kodas'
} as const;

export type Meaning = keyof typeof lexicon;

const exact = new Map<string, Meaning[]>();
const prefixes = new Map<string, Meaning[]>();
const capitals = new Map<string, Meaning[]>();
let longestPrefix = 0;
for (const [meaning, words] of Object.entries(lexicon) as [Meaning, string][]) {
	for (const word of words.split(' ')) {
		const map = word.endsWith('*') ? prefixes : /^[A-Z]/.test(word) ? capitals : exact;
		const key = word.replace(/\*$/, '');
		map.set(key, [...(map.get(key) ?? []), meaning]);
		if (map === prefixes) longestPrefix = Math.max(longestPrefix, key.length);
	}
}

const none: ReadonlySet<Meaning> = new Set();
const remembered = new Map<string, ReadonlySet<Meaning>>();

/** The meanings of a word; `folded` is it after `fold`, `written` as it stands (abbreviations such as "ES" need their capitals). */
export function meaningsOf(folded: string, written: string = folded): ReadonlySet<Meaning> {
	const key = written.length <= 4 && written !== folded ? written : folded;
	const before = remembered.get(key);
	if (before) return before;
	const found = new Set<Meaning>([...(exact.get(folded) ?? []), ...(capitals.get(written) ?? [])]);
	for (let length = 3; length <= Math.min(longestPrefix, folded.length); length++) for (const meaning of prefixes.get(folded.slice(0, length)) ?? []) found.add(meaning);
	const result = found.size === 0 ? none : found;
	if (remembered.size < 20_000) remembered.set(key, result);
	return result;
}

/** Whether the word has the meaning. */
export const means = (token: { readonly folded: string; readonly text: string } | undefined, ...meanings: readonly Meaning[]): boolean =>
	token !== undefined && meanings.some((meaning) => meaningsOf(token.folded, token.text).has(meaning));

export const languages = ['lv', 'lt', 'en'] as const;
export type Language = (typeof languages)[number];

/** Small words: prepositions, conjunctions, pronouns. They end a noun phrase and say nothing about an amount. */
const small: Record<Language, Set<string>> = {
	lv: new Set('un ar no par uz pie pec kas kura kuri kuram kuriem kuras kuru kur kad lai ka gan vai bet to ta tas tie tos so si sis sie sai saja so tai taja ir tika tiks tiek bija bus pa pret bez starp visi visas visiem visam ari jau vel tikai kopa savukart piemeram proti ja ne nav t sk'.split(' ')),
	lt: new Set('ir su is i po per ant prie apie uz del kad kuris kuri kurie kurios kuriems kuriu o bet bei ar tai tas ta tie tos sis si sie sios yra buvo bus nuo iki tarp be taip pat jau dar tik kartu pavyzdziui t y'.split(' ')),
	en: new Set('the a an of and or to in on at for from with by into over under between within during which that who whose this these those it its their they were was are is be been will have has had also as than per via each both all including such not only'.split(' '))
};
const signs: Record<Language, Set<string>> = {
	lv: new Set('un ar no par uz ka tiek gada projekta kas lai'.split(' ')),
	lt: new Set('ir su is bei yra metu projekto m kad buvo nuo iki'.split(' ')),
	en: new Set('the of and in to for with by project was were is'.split(' '))
};

// Letters that only one of the languages has; they count less than words, since names keep theirs in any language.
const letters: readonly [Language, RegExp][] = [
	['lv', /[āēīķļņģ]/gu],
	['lt', /[ėęįųą]/gu],
	['en', /[wxq]|th|sh|ck|oo|ee|tion|ment/gu]
];

/** The language of a stretch of text by its small words and letters; `otherwise` when it has too few of them. */
export function languageOf(text: string, words: readonly string[], otherwise: Language): Language {
	const score = { lv: 0, lt: 0, en: 0 };
	for (const word of words) for (const language of languages) if (signs[language].has(word)) score[language]++;
	const sample = text.slice(0, 5000).normalize('NFC').toLowerCase();
	for (const [language, shape] of letters) score[language] += (sample.match(shape)?.length ?? 0) / 3;
	const best = languages.reduce((a, b) => (score[b] > score[a] ? b : a), otherwise);
	return score[best] > score[otherwise] + 1 || (score[otherwise] === 0 && score[best] > 0) ? best : otherwise;
}

/** Whether the word is a small one in the language. */
export const isSmall = (folded: string, language: Language): boolean => small[language].has(folded);
