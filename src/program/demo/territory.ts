import type { Context } from '#platform/context.ts';
import { InstitutionId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { recordTerritory, type InstitutionKind } from '#modules/territory/index.ts';

const merger = '2021-07-01';
// Codes of ISO 3166-2, which name the Latvian municipalities of 2009–2021 and the Lithuanian ones.
const source = 'ISO 3166-2';

interface Place {
	/** What this file calls it; a code alone is not enough, since a merged municipality may keep its code. */
	readonly key: string;
	readonly name: LocalizedText;
	readonly from: string;
	readonly to: string | null;
	readonly into?: string;
}

const municipalities: readonly Place[] = [
	{ key: 'LV-010', name: { lv: 'Auces novads', lt: 'Aucės savivaldybė', en: 'Auce Municipality' }, from: '2009-07-01', to: merger, into: 'LV-026 2021' },
	{ key: 'LV-026', name: { lv: 'Dobeles novads', lt: 'Duobelės savivaldybė', en: 'Dobele Municipality' }, from: '2009-07-01', to: merger, into: 'LV-026 2021' },
	{ key: 'LV-026 2021', name: { lv: 'Dobeles novads', lt: 'Duobelės savivaldybė', en: 'Dobele Municipality' }, from: merger, to: null },
	{ key: 'LV-038', name: { lv: 'Jaunjelgavas novads', lt: 'Jaunjelgavos savivaldybė', en: 'Jaunjelgava Municipality' }, from: '2009-07-01', to: merger, into: 'LV-002 2021' },
	{ key: 'LV-002 2021', name: { lv: 'Aizkraukles novads', lt: 'Aizkrauklės savivaldybė', en: 'Aizkraukle Municipality' }, from: merger, to: null },
	{ key: 'LV-107', name: { lv: 'Viesītes novads', lt: 'Viesytės savivaldybė', en: 'Viesīte Municipality' }, from: '2009-07-01', to: merger, into: 'LV-042 2021' },
	{ key: 'LV-042 2021', name: { lv: 'Jēkabpils novads', lt: 'Jekabpilio savivaldybė', en: 'Jēkabpils Municipality' }, from: merger, to: null },
	{ key: 'LV-041', name: { lv: 'Jelgavas novads', lt: 'Jelgavos rajono savivaldybė', en: 'Jelgava Municipality' }, from: '2009-07-01', to: merger, into: 'LV-041 2021' },
	{ key: 'LV-069', name: { lv: 'Ozolnieku novads', lt: 'Uozolniekų savivaldybė', en: 'Ozolnieki Municipality' }, from: '2009-07-01', to: merger, into: 'LV-041 2021' },
	{ key: 'LV-041 2021', name: { lv: 'Jelgavas novads', lt: 'Jelgavos rajono savivaldybė', en: 'Jelgava Municipality' }, from: merger, to: null },
	{ key: 'LV-105', name: { lv: 'Vecumnieku novads', lt: 'Vecumniekų savivaldybė', en: 'Vecumnieki Municipality' }, from: '2009-07-01', to: merger, into: 'LV-016 2021' },
	{ key: 'LV-016 2021', name: { lv: 'Bauskas novads', lt: 'Bauskės savivaldybė', en: 'Bauska Municipality' }, from: merger, to: null },
	{ key: 'LT-06', name: { lv: 'Biržu rajona pašvaldība', lt: 'Biržų rajono savivaldybė', en: 'Biržai District Municipality' }, from: '1995-01-01', to: null },
	{ key: 'LT-11', name: { lv: 'Jonišķu rajona pašvaldība', lt: 'Joniškio rajono savivaldybė', en: 'Joniškis District Municipality' }, from: '1995-01-01', to: null },
	{ key: 'LT-16', name: { lv: 'Kauņas rajona pašvaldība', lt: 'Kauno rajono savivaldybė', en: 'Kaunas District Municipality' }, from: '1995-01-01', to: null },
	{ key: 'LT-33', name: { lv: 'Panevēžas rajona pašvaldība', lt: 'Panevėžio rajono savivaldybė', en: 'Panevėžys District Municipality' }, from: '1995-01-01', to: null },
	{ key: 'LT-35', name: { lv: 'Plunges rajona pašvaldība', lt: 'Plungės rajono savivaldybė', en: 'Plungė District Municipality' }, from: '1995-01-01', to: null },
	{ key: 'LT-22', name: { lv: 'Kretingas rajona pašvaldība', lt: 'Kretingos rajono savivaldybė', en: 'Kretinga District Municipality' }, from: '1995-01-01', to: null },
	{ key: 'LT-40', name: { lv: 'Rokišķu rajona pašvaldība', lt: 'Rokiškio rajono savivaldybė', en: 'Rokiškis District Municipality' }, from: '1995-01-01', to: null }
];

export interface DemoInstitution {
	readonly slug: string;
	readonly language: 'lv' | 'lt';
	readonly kind: InstitutionKind;
	readonly municipality: string;
	/** The documents name it; otherwise it is made up and marked so. */
	readonly named: boolean;
	readonly name: LocalizedText;
	readonly about: LocalizedText;
}

const partOf = (lv: string, lt: string, en: string): LocalizedText => ({ lv, lt, en });

/** The seven institutions in which project LLI-317 introduced the methodology, as far as its documents name them. */
export const institutions: readonly DemoInstitution[] = [
	{
		slug: 'auce-service-apartments',
		language: 'lv',
		kind: 'service-apartments',
		municipality: 'LV-010',
		named: false,
		name: { lv: 'Auces servisa dzīvokļi', lt: 'Aucės apsaugoti būstai', en: 'Auce Service Apartments' },
		about: partOf(
			'Projektā LLI-317 uzlaboti Auces novada pašvaldības servisa dzīvokļi pieaugušajiem ar funkcionāliem traucējumiem. Dokumentos iestāde nav nosaukta.',
			'Projekte LLI-317 pagerinti Aucės savivaldybės apsaugoti būstai suaugusiems žmonėms su negalia. Dokumentuose įstaiga neįvardyta.',
			'Project LLI-317 improved the service apartments of Auce Municipality for adults with functional impairments. The documents name no institution.'
		)
	},
	{
		slug: 'dobele-multifunctional-centre',
		language: 'lv',
		kind: 'multifunctional-centre',
		municipality: 'LV-026',
		named: false,
		name: { lv: 'Dobeles daudzfunkcionālais centrs', lt: 'Duobelės daugiafunkcis centras', en: 'Dobele Multifunctional Centre' },
		about: partOf(
			'Projektā LLI-317 Dobelē labiekārtots daudzfunkcionāls centrs. Dokumentos iestāde nav nosaukta.',
			'Projekte LLI-317 Duobelėje įrengtas daugiafunkcis centras. Dokumentuose įstaiga neįvardyta.',
			'Project LLI-317 fitted out a multifunctional centre in Dobele. The documents name no institution.'
		)
	},
	{
		slug: 'jaunjelgava-group-home',
		language: 'lv',
		kind: 'group-home',
		municipality: 'LV-038',
		named: true,
		name: { lv: 'Grupu dzīvokļi pansijā „Vīgante”', lt: 'Grupinio gyvenimo namai pensione „Vīgante“', en: 'Group Home at the Vīgante Boarding House' },
		about: partOf(
			'Staburaga pagasta pansija „Vīgante”, kurā projektā LLI-317 izveidots grupu dzīvokļu pakalpojums.',
			'Staburago valsčiaus pensionas „Vīgante“, kuriame projekte LLI-317 sukurta grupinio gyvenimo namų paslauga.',
			'The Vīgante boarding house in Staburags parish, where project LLI-317 created a group home.'
		)
	},
	{
		slug: 'viesite-day-centre',
		language: 'lv',
		kind: 'day-centre',
		municipality: 'LV-107',
		named: true,
		name: { lv: 'Viesītes dienas centrs', lt: 'Viesytės dienos centras', en: 'Viesīte Day Centre' },
		about: partOf(
			'Viesītes novada dienas centrs, kurā projektā LLI-317 īstenoti septiņi sociālās iekļaušanas pasākumi.',
			'Viesytės savivaldybės dienos centras, kuriame projekte LLI-317 įgyvendintos septynios socialinės įtraukties priemonės.',
			'The day centre of Viesīte Municipality, where project LLI-317 held seven inclusion measures.'
		)
	},
	{
		slug: 'joniskis-open-youth-centre',
		language: 'lt',
		kind: 'youth-centre',
		municipality: 'LT-11',
		named: true,
		name: { lv: 'Jonišķu A. Raudonika Mākslas skolas Atvērtais jauniešu centrs', lt: 'Joniškio A. Raudonikio meno mokyklos Atviras jaunimo centras', en: 'Open Youth Centre of the Joniškis A. Raudonikis Art School' },
		about: partOf(
			'Projektā LLI-317 veikti remontdarbi un uzlabota metodika darbam ar riska grupas jauniešiem.',
			'Projekte LLI-317 atlikti remonto darbai ir patobulinta darbo su rizikos grupės jaunuoliais metodika.',
			'Project LLI-317 renovated the centre and improved the way it works with young people at risk.'
		)
	},
	{
		slug: 'kretinga-day-activity-centre',
		language: 'lt',
		kind: 'day-centre',
		municipality: 'LT-22',
		named: true,
		name: { lv: 'Kretingas dienas nodarbību centrs', lt: 'Kretingos dienos veiklos centras', en: 'Kretinga Day Activity Centre' },
		about: partOf(
			'Projektā LLI-317 centrā izmēģinātas jaunas rehabilitācijas metodes.',
			'Projekte LLI-317 centre išbandyti nauji reabilitacijos metodai.',
			'Project LLI-317 tried out new methods of rehabilitation here.'
		)
	},
	{
		slug: 'rokiskis-youth-centre',
		language: 'lt',
		kind: 'youth-centre',
		municipality: 'LT-40',
		named: true,
		name: { lv: 'Rokišķu jauniešu centrs', lt: 'Rokiškio jaunimo centras', en: 'Rokiškis Youth Centre' },
		about: partOf(
			'Projektā LLI-317 uzlabota centra infrastruktūra; 2019. gadā Rokišķos notika nometne.',
			'Projekte LLI-317 pagerinta centro infrastruktūra; 2019 metais Rokiškyje vyko stovykla.',
			'Project LLI-317 improved the premises; a camp took place in Rokiškis in 2019.'
		)
	}
];

export interface DemoTerritory {
	/** By slug. */
	readonly institutions: ReadonlyMap<string, InstitutionId>;
	/** By code, with the year where a merged municipality kept it. */
	readonly municipalities: ReadonlyMap<string, string>;
}

/** Records municipalities, mergers and institutions; returns their ids. */
export async function recordDemoTerritory(context: Context): Promise<DemoTerritory> {
	const ids = new Map(municipalities.map((m) => [m.key, context.newId()]));
	const idOf = (key: string): string => {
		const id = ids.get(key);
		if (!id) throw new Error(`The demonstration knows no municipality ${key}`);
		return id;
	};
	const institutionIds = new Map(institutions.map((i) => [i.slug, InstitutionId.parse(context.newId())]));
	await recordTerritory(context, {
		municipalities: municipalities.map((m) => ({ id: idOf(m.key), code: m.key.split(' ')[0] ?? m.key, country: m.key.startsWith('LV') ? 'LV' : 'LT', name: m.name, validFrom: m.from, validTo: m.to, source })),
		successions: municipalities.flatMap((m) => (m.into ? [{ predecessorId: idOf(m.key), successorId: idOf(m.into), onDate: merger }] : [])),
		institutions: institutions.map((i) => ({ id: institutionIds.get(i.slug) as InstitutionId, slug: i.slug, name: i.name, about: i.about, kind: i.kind, municipalityId: idOf(i.municipality), invented: !i.named, validFrom: '2018-03-01', validTo: null }))
	});
	return { institutions: institutionIds, municipalities: ids };
}
