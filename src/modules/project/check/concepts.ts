/**
 * Things that projects of social services count, in Latvian, Lithuanian and English (after `fold`). A concept is its noun
 * and, where the noun alone is not enough, words that must stand in the same phrase: an exchange visit is a visit or event
 * "of exchange". The first rule that fits wins, so special ones stand before general ones.
 */
interface Rule {
	readonly concept: string;
	readonly noun: RegExp;
	readonly with?: RegExp;
	/** Words that make another thing of it. */
	readonly without?: RegExp;
}

const event = /^(?:pasakum|rengin|event|aktivitat|veikl|activit|priemon|measure|session|nodarbib|uzsiemim)/;
const journey = /^(?:braucien|vizit|isvyk|kelion|visit|trip|journey|apmain|mainai|mainu|mainus|exchange|stazuot)/;
const exchange = /^(?:piered|pazintin|apmain|patirt|main[auo]|exchang|study|experience|dalijim|pasidalij)/;
const training = /^(?:apmacib|macib|mokym|training|train$|lavinim)/;

const rules: readonly Rule[] = [
	{ concept: 'supervision', noun: /^superviz|^supervis/ },
	{ concept: 'supervision', noun: /^(?:kurs|course|sesij|session|grup|group|cikl)/, with: /^superviz|^supervis/ },
	{ concept: 'exchange', noun: journey, with: exchange },
	{ concept: 'exchange', noun: event, with: exchange, without: training },
	{ concept: 'exchange and training', noun: event, with: exchange },
	{ concept: 'training course', noun: /^(?:kurs|course)/, with: training },
	{ concept: 'training', noun: event, with: training },
	{ concept: 'training', noun: training },
	{ concept: 'course', noun: /^(?:kurs|course)/ },
	{ concept: 'inclusion event', noun: event, with: /^(?:iekl[au]|itrauk|inclus|integrac|integrat)/ },
	{ concept: 'event', noun: event },
	{ concept: 'visit', noun: journey },
	{ concept: 'camp', noun: /^(?:nometn|stovykl|camp(?:s$|$))/ },
	{ concept: 'centre consultations', noun: /^(?:centr(?!al)|center)/, with: /^konsult|^consult/ },
	{ concept: 'centre infrastructure', noun: /^(?:centr(?!al)|center)/, with: /^infrastr/ },
	{ concept: 'centre equipped', noun: /^(?:centr(?!al)|center)/, with: /^(?:aprik|iekart|irengt|iranga|equip)/ },
	{ concept: 'centre', noun: /^(?:centr(?!al)|center)/ },
	{ concept: 'group apartment', noun: /^(?:dzivok|but[auo]|apartment|flat|home)/, with: /^(?:grup|group)/ },
	{ concept: 'service apartment', noun: /^(?:dzivok|but[auo]|apartment|flat)/, with: /^(?:servis|serviso|service)/ },
	{ concept: 'apartment', noun: /^(?:dzivok|but[auo]|apartment|flat)/ },
	{ concept: 'good practice', noun: /^(?:piemer|pavyzd|example|praks|praktik|practice)/, with: /^(?:lab[aou]|ger[oua]|good|best|praks|praktik|practice)/ },
	{ concept: 'guideline', noun: /^(?:vadlinij|gair|guideline)/ },
	{ concept: 'quality system', noun: /^(?:sistem|system)/, with: /^(?:kvalit|kokyb|quality)/ },
	{ concept: 'service', noun: /^(?:pakalpoj|paslaug|service)/ },
	{ concept: 'institution', noun: /^(?:instituc|institut(?:ion|ed)|iestad|istaig|organisation|organiz|organizac)/ },
	{ concept: 'municipality', noun: /^(?:pasvaldib|savivaldyb|municipalit|novad)/ },
	{ concept: 'partner', noun: /^partner/ },
	{ concept: 'topic', noun: /^(?:tem(?:a|as|u|am|am|at|ai|os|omis|oms)$|topic)/ },
	{ concept: 'consultation', noun: /^(?:konsultac|consultation)/ },
	{ concept: 'specialist', noun: /^(?:speciali|darbiniek|darbuotoj|staff|worker|employee|expert|ekspert)/ },
	{ concept: 'child', noun: /^(?:bern|vaik|child)/ },
	{ concept: 'young person', noun: /^(?:jaunies|jauniet|jaunuol|youngster|youth)/ },
	{ concept: 'family', noun: /^(?:gimen|seim|famil)/ },
	{ concept: 'senior', noun: /^senior/ },
	{ concept: 'participant', noun: /^(?:dalibniek|dalyvi|participant|attend)/ },
	{ concept: 'person', noun: /^(?:cilvek|person|iedzivotaj|zmon|asmen|gyventoj|people|resident|klient|client|beneficiar)/ },
	{ concept: 'seminar', noun: /^seminar/ },
	{ concept: 'conference', noun: /^(?:konferenc|conferenc)/ },
	{ concept: 'workshop', noun: /^(?:darbnic|dirbtuv|workshop)/ },
	{ concept: 'object', noun: /^(?:objekt|building|ek(?:a|as|u)$|pastat)/ },
	{ concept: 'place', noun: /^(?:viet(?:a|as|u|am|os|omis|oms)$|place)/ },
	{ concept: 'publication', noun: /^(?:publikac|publicac|leidin|brosur|brochure|rakst|straipsn|article)/ },
	{ concept: 'vehicle', noun: /^(?:autobus|transportlid|mikroautobus|vehicle|minibus|automob)/ },
	{ concept: 'volunteer', noun: /^(?:brivpratig|savanor|volunteer)/ },
	{ concept: 'carer', noun: /^(?:aprupetaj|globej|slaugytoj|carer|caregiver)/ },
	{ concept: 'dwelling', noun: /^(?:majokl|bust[aou]|dwelling|housing)/ },
	{ concept: 'garden', noun: /^(?:darz(?:s|i|u|us|os|iem|a)$|sod(?:as|ai|us|u|o|uose|ais)$|garden)/ },
	{ concept: 'trail', noun: /^(?:taka(?:s|m|i)?$|takus$|taku$|takos$|takai$|trail|path(?:s|way)?)/ },
	{ concept: 'playground', noun: /^(?:rotallaukum|laukum|aikstel|playground)/ },
	{ concept: 'strategy', noun: /^(?:strateg)/ },
	{ concept: 'methodology', noun: /^(?:metodik|metodolog|methodolog)/ },
	{ concept: 'handbook', noun: /^(?:rokasgramat|vadovel|handbook|manual(?:s)?$|rokasgr)/ },
	{ concept: 'study', noun: /^(?:petijum|tyrim|stud(?:y|ies)$|research)/ },
	{ concept: 'survey', noun: /^(?:aptauj|apklaus|survey)/ },
	{ concept: 'campaign', noun: /^(?:kampan|campaign)/ },
	{ concept: 'film', noun: /^(?:film|video|vaizdo)/ },
	{ concept: 'exhibition', noun: /^(?:izstad|parod|exhibition)/ },
	{ concept: 'festival', noun: /^(?:festival|svetk|svent(?!ov))/ },
	{ concept: 'concert', noun: /^(?:koncert|concert)/ },
	{ concept: 'competition', noun: /^(?:konkurs|competition)/ },
	{ concept: 'hike', noun: /^(?:pargajien|zygi|hike)/ },
	{ concept: 'lecture', noun: /^(?:lekcij|paskait|lecture)/ },
	{ concept: 'room', noun: /^(?:telp|istab|patalp|kambar|room)/ },
	{ concept: 'device', noun: /^(?:ieric|prietais|device)/ },
	{ concept: 'app', noun: /^(?:lietotn|programel|app(?:s|lication|lications)?$)/ },
	{ concept: 'network', noun: /^(?:tikl(?:s|i|us|u)$|tinkl|network)/ },
	{ concept: 'school', noun: /^(?:skol(?:a|as|u|am|s)$|mokykl|school)/ },
	{ concept: 'kindergarten', noun: /^(?:bernudarz|darzel|kindergarten)/ },
	{ concept: 'company', noun: /^(?:uznemum|imon|compan|enterprise)/ },
	{ concept: 'tool', noun: /^(?:rik(?:s|i|us|u)$|irank|tool(?:s)?$)/ },
	{ concept: 'module', noun: /^(?:modul)/ },
	{ concept: 'model', noun: /^(?:model)/ },
	{ concept: 'club', noun: /^(?:klub|club)/ },
	{ concept: 'meeting', noun: /^(?:sanaksm|sapulc|susitikim|posed|meeting|tiksan|tiksan)/ },
	{ concept: 'plan', noun: /^(?:plani|plans|planai|planus)$/ }
];

const nouns = new Map<string, boolean>();

/** Whether the word is the noun of some concept. */
export function isCountable(folded: string): boolean {
	let known = nouns.get(folded);
	if (known === undefined) {
		known = rules.some(({ noun }) => noun.test(folded));
		if (nouns.size < 20_000) nouns.set(folded, known);
	}
	return known;
}

/** The concept of a noun among the words of its phrase; null for a noun that the lexicon lacks. */
export function conceptOf(noun: string, phrase: readonly string[]): Rule | null {
	const others = phrase.filter((word) => word !== noun);
	const fits = ({ noun: shape, with: needed, without, concept }: Rule): boolean =>
		shape.test(noun) && (!needed || others.some((word) => needed.test(word)) || (concept === 'exchange' && needed.test(noun))) && !(without && others.some((word) => without.test(word)));
	return rules.find(fits) ?? null;
}

const facets: readonly [string, RegExp][] = [
	['summer', /^(?:vasar|summer)/], ['winter', /^(?:ziem[aou]|winter)/], ['joint', /^$/], ['youth', /^(?:jaunies|jauniet|jaunim|youth|young)/], ['child', /^(?:bern|vaik|child)/], ['senior', /^(?:senior|veco$|elderly)/], ['family', /^(?:gimen|seim|famil)/],
	['day', /^(?:dienas|dienos|day)$/], ['care', /^(?:aprup|glob|care$)/], ['multi', /^(?:daudzfunk|multifunk|multifunc|daugiafunk)/], ['community', /^(?:kopien|bendruomen|communit)/], ['social', /^$/], ['culture', /^(?:kultur|cultur)/], ['sport', /^sport/], ['art', /^(?:maksl|menin|art$)/],
	['school', /^(?:skol|mokykl|school)/], ['disability', /^(?:invalid|neigal|negal|disab)/], ['online', /^(?:tiessaist|nuotol|online|attalinat)/], ['international', /^(?:starptaut|tarptaut|internat)/], ['local', /^(?:vietej|vietin|local)/]
];
// Adjectives that do not make another thing of what is counted.
const idle = /^(?:jaun[aiou][a-z]{0,3}$|nauj|new$|kopig|bendr|joint|common|dazad|ivair|various|different|soci[ao]l|projekt|project|partner|organiz|noorganiz|suorganiz|surengt|surengi|isteno|igyvendin|notik|notiek|ivyk|ivko|izveid|izstrad|sukur|parengt|plan|nauda|papild|ipas|special|visi|visos|kopeji|total|regular|lat(?:vi|vij)|lietuv|lithuan|parrobez|tarpvalst|cross|border|sadarb|bendradarb|sekmig|veiksm|successful|test|izmegin|implement|deliver|complet|introduc|adapt|pielagot|pritaikyt|labak|geriaus|best|good|laba|gero|piered|patirt|apmain|main|exchang|experienc|study|apmacib|mokym|training|quality|kvalit|kokyb|vadib|vadyb|valdym|management|iekl|itrauk|inclus|infrastr|aprik|iekart|equip|irengt|renovat|uzlabot|pagerint|improv|devas|dalyvav|lankesi|piedal|apmeklej|took|place|veseli|veikti|sagatav|ieviest|apgu)/;

/** What narrows a concept: facets that all languages share. */
export const facetsOf = (words: readonly string[]): string[] => [...new Set(words.flatMap((word) => facets.filter(([, shape]) => shape.test(word)).map(([facet]) => facet)))].sort();

/** Whether an adjective leaves the counted thing what it is. */
export const isIdle = (folded: string): boolean => idle.test(folded) || isCountable(folded);
