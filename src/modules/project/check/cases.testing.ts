/** Invented texts in the ways offices write, with what is planted in them; `expected` is empty where all of them agree. */
export interface Case {
	readonly name: string;
	readonly texts: readonly string[];
	readonly expected: readonly string[];
}

const community = {
	plan: 'Projektas „Bendruomenė visiems“ (LLI-512)\nProgramma: Interreg VI-A Latvija–Lietuva 2021–2027 m.\nĮgyvendinimo laikotarpis: 2023-05-01 – 2025-04-30 (24 mėnesiai)\nPagrindinis partneris: Biržų rajono savivaldybė\nPartneriai: Bauskos novado savivaldybė, Pasvalio socialinių paslaugų centras, VšĮ „Šviesa“\nBendras projekto biudžetas – 1 204 385,60 Eur, iš jų ERPF lėšos – 963 508,48 Eur (80 proc.).\nPlanuojama surengti 6 keitimosi patirtimi vizitus, tris stovyklas vaikams ir 12 mokymų darbuotojams. Bus įrengti 4 dienos centrai.',
	report: (total: string, camps: string, partner: string): string =>
		`Baigtas projektas LLI-512 „Bendruomenė visiems“\n\nProjektas vyko nuo 2023 m. gegužės 1 d. iki 2025 m. balandžio 30 d. Jo biudžetas siekė ${total} eurų, ERPF parama – 963 508,48 Eur.\nPer dvejus metus surengti šeši keitimosi patirtimi vizitai, ${camps} stovyklos vaikams ir dvylika mokymų. Įrengti keturi dienos centrai.\nProjekto partneriai: Biržų rajono savivaldybė, Bauskos novado savivaldybė, Pasvalio socialinių paslaugų centras ir VšĮ „${partner}“.`,
	brief: (months: number): string =>
		`Project LLI-512 "Community for All" in brief\nDuration: 1 May 2023 – 30 April 2025 (${months} months)\nTotal budget: EUR 1,204,385.60, of which ERDF: EUR 963,508.48\nBy the end of the project six exchange visits, three camps for children and twelve staff trainings will have been held; four day centres will be equipped.\nContact: +370 450 12345, info@example.lt`
};

const garden = {
	news: (total: string, places: string): string =>
		`Saldus novadā uzsākts projekts “Dārzs bez žoga”\n\nPublicēts: 14.09.2022.\n\nSaldus novada pašvaldība kopā ar Akmenes rajona pašvaldību un biedrību “Zaļā taka” uzsākusi projektu “Dārzs bez žoga” (LLI-733). Projekts ilgs 18 mēnešus – no 2022. gada 1. septembra līdz 2024. gada 29. februārim. Kopējās projekta izmaksas ir ${total} EUR, no tām 85% jeb 271 536,75 EUR finansē Eiropas Reģionālās attīstības fonds.\nProjekta gaitā tiks ierīkoti ${places} terapijas dārzi, notiks 14 meistarklases senioriem un tiks apmācīti 25 brīvprātīgie.\nTālrunis uzziņām: 63807280.`,
	minutes: (share: string, gardens: string, classes: string): string =>
		`PROTOKOLS Nr. 4\nProjekta LLI-733 “Dārzs bez žoga” vadības grupas sanāksme\nSaldū, 2024. gada 5. martā, plkst. 10.00\n\nPiedalās 9 dalībnieki.\n1. Projekta noslēgums. Projekts noslēdzās 2024. gada 29. februārī. Kopējais budžets 319 455,00 EUR, ERAF finansējums ${share} EUR.\n2. Rezultāti. Ierīkoti ${gardens} terapijas dārzi, novadītas ${classes} meistarklases senioriem, apmācīti 25 brīvprātīgie.\n3. Nākamā sanāksme 12.04.2024.`
};

const bridge = {
	concept: 'CONCEPT NOTE\n\nWorking title: "Steps to Work"\nProposed lead applicant: Kuldiga Municipality\nIndicative budget: EUR 420 000\nIndicative duration: 18 months\nThe project idea foresees about 10 job clubs and 3 study visits.',
	release: (total: string, clubs: string, end: string): string =>
		`PRESS RELEASE\n\n"Steps to Work" helps young people into jobs\n\nThe cross-border project "Steps to Work" (CB-318) was launched on 1 March 2021 and will end on ${end}. With a total budget of ${total}, co-financed by the ERDF at 85% (EUR 387,685.00), it brings together Kuldiga Municipality (lead partner), Mazeikiai District Municipality and the association "Open Hands".\n\nOver 24 months, the partners will open ${clubs} job clubs and organise four study visits for 60 specialists.`,
	report: (clubs: string, visits: string, partner: string): string =>
		`Final report – CB-318 "Steps to Work"\nPartners: Kuldiga Municipality, Mazeikiai District Municipality, association "${partner}"\nImplementation period: 01.03.2021 – 28.02.2023\nTotal budget: 456 100.00 EUR\nERDF: 387 685.00 EUR\n\nAchieved: ${clubs} job clubs were opened and ${visits} study visits took place.`
};

const sheet = (total: string, fund: string, months: string, gyms: string): string =>
	`Projekto santrauka\n\nProjekto pavadinimas\tJudėk kartu\nProjekto kodas\tLLI-845\nPagrindinis partneris\tKelmės rajono savivaldybė\nProjekto partneriai\tTukuma novada pašvaldība; Kelmės sporto mokykla\nPradžia\t2022-01-01\nPabaiga\t2023-12-31\nTrukmė, mėn.\t${months}\nBendra projekto vertė, Eur\t${total}\nERPF lėšos, Eur\t${fund}\nLauko treniruoklių aikštelės\t${gyms}\nSporto šventės\t7`;
const sheetNews = (total: string, gyms: string): string =>
	`Kelmėje baigėsi projektas „Judėk kartu“\n\nGruodžio 31 d. Kelmės rajono savivaldybė užbaigė dvejus metus trukusį projektą „Judėk kartu“ (Nr. LLI-845). Nuo 2022 m. sausio mėn. iki 2023 m. gruodžio mėn. įrengtos ${gyms} lauko treniruoklių aikštelės, surengtos septynios sporto šventės. Projekto vertė – ${total} Eur, didžiąją dalį – 85 procentus – sudarė Europos regioninės plėtros fondo lėšos (178 542,50 Eur).`;

const listed = (months: string, second: string): string =>
	`Įgyvendinami projektai\n\n1. „Sveika širdis“ (LLI-611), 2020-03-01 – 2022-02-28, biudžetas 96 700,00 Eur\n2. „Senjorų akademija“ (LLI-612), 2021-01-01 – 2021-12-31, trukmė ${months} mėn., biudžetas ${second} Eur\n3. „Tylos namai“ (LLI-613), biudžetas 45 000 Eur`;

export const cases: readonly Case[] = [
	{ name: 'lt plan, report, English brief: total, camps, partner and months', texts: [community.plan, community.report('1 204 358,60', 'dvi', 'Viltis'), community.brief(18)], expected: ['contradiction count_not_reached', 'contradiction months_off', 'contradiction partners_differ', 'contradiction total_differs swapped_digits'] },
	{ name: 'the same, agreeing', texts: [community.plan, community.report('1 204 385,60', 'trys', 'Šviesa'), community.brief(24)], expected: [] },
	{ name: 'lv news and minutes, agreeing', texts: [garden.news('319 455,00', 'trīs'), garden.minutes('271 536,75', '3', '14')], expected: [] },
	{ name: 'lv news and minutes: share, gardens, classes', texts: [garden.news('319 455,00', 'četri'), garden.minutes('271 563,75', '3', '41')], expected: ['contradiction count_exceeded', 'contradiction count_not_reached', 'contradiction fund_differs swapped_digits'] },
	{ name: 'lv news: total', texts: [garden.news('391 455,00', 'trīs'), garden.minutes('271 536,75', '3', '14')], expected: ['contradiction rate_off', 'contradiction total_differs swapped_digits'] },
	{ name: 'en release and report, agreeing', texts: [bridge.release('€456,100', 'twelve', '28 February 2023'), bridge.report('12', 'four', 'Open Hands')], expected: [] },
	{ name: 'en release and report: clubs, partner, end', texts: [bridge.release('€456,100', 'twelve', '31 March 2023'), bridge.report('10', '4', 'Open Doors')], expected: ['contradiction count_not_reached', 'contradiction end_differs', 'contradiction partners_differ'] },
	{ name: 'en concept and release', texts: [bridge.concept, bridge.release('€456,100', 'twelve', '28 February 2023')], expected: ['changed count_changed', 'changed count_changed', 'changed months_changed', 'changed total_changed'] },
	{ name: 'lt sheet and news, agreeing', texts: [sheet('210 050,00', '178 542,50', '24', '5'), sheetNews('210 050', 'penkios')], expected: [] },
	{ name: 'lt sheet and news: total, sites, months', texts: [sheet('210 050,00', '178 542,50', '42', '5'), sheetNews('201 050', 'šešios')], expected: ['contradiction count_differs', 'contradiction months_off', 'contradiction total_differs swapped_digits'] },
	{ name: 'lt list and news, agreeing', texts: [listed('12', '58 300,00'), 'Projektas „Senjorų akademija“ (LLI-612) truko metus – nuo 2021 m. sausio 1 d. iki gruodžio 31 d. Jo biudžetas – 58,3 tūkst. eurų.'], expected: [] },
	{ name: 'lt list and news: months, budget', texts: [listed('21', '58 300,00'), 'Projekto „Senjorų akademija“ (LLI-612) bendra vertė buvo 53 800 eurų.'], expected: ['contradiction months_off', 'contradiction total_differs swapped_digits'] }
];
