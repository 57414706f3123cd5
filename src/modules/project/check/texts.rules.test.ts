import { expect, test } from 'vitest';
import { checkDocuments } from './check.ts';
import { written } from './samples.testing.ts';

const codes = (...texts: string[]): string[] => checkDocuments(texts.map((text, index) => written(`${index + 1}`, text))).map(({ kind, code, cause }) => `${kind} ${code}${cause ? ` ${cause}` : ''}`).toSorted();

test('a Lithuanian plan and report: a fund, the last month and the visits differ, nothing else', () => {
	expect(
		codes(
			'Projektas „Atviros durys – bendruomenės centrai visiems“ (LLI-512, OPENDOOR)\n\nProjekto įgyvendinimo laikotarpis: 2019 m. balandžio 1 d. – 2021 m. kovo 31 d. (24 mėn.)\n\nPlanuojami rezultatai:\n- surengtos 3 vasaros stovyklos vaikams;\n- 6 patirties mainų vizitai;\n- keturi mokymai specialistams;\n- paslaugos pasieks ne mažiau kaip 450 žmonių.\n\nBendras projekto biudžetas – 612 480,50 Eur, iš jų ERPF lėšos – 520 608,43 Eur (85 proc.).',
			'Baigtas projektas LLI-512 „OPENDOOR“\n\nProjektas vykdytas nuo 2019 m. balandžio iki 2021 m. gegužės. Suorganizuotos trys vasaros stovyklos, įvyko penki patirties mainų vizitai į Latviją, specialistai dalyvavo keturiuose mokymuose. Biržuose vyko 2 mokymai tėvams. Paslaugomis pasinaudojo 463 žmonės.\nBendra projekto vertė 612 480,50 eurų, iš jų Europos regioninės plėtros fondo lėšos – 520 680,43 euro. Tel. +370 458 32 123, 7–12 metų vaikams.'
		)
	).toEqual(['contradiction count_not_reached', 'contradiction fund_differs swapped_digits', 'contradiction period_differs wrong_digit']);
});

test('a table, labels above their figures, and a press release in another language', () => {
	expect(
		codes(
			'Bridges Without Borders | LLI-640\n\nTotal budget\n€ 845 210,75\nImplementation period\n01.09.2019 - 31.08.2021\n\nPartner | Budget | ERDF\nKupiškis District Municipality (lead) | 210 000.00 € | 178 500.00 €\nJekabpils Municipality | 195 000.00 € | 165 750.00 €\nOutputs | Planned\nExchange visits | 7',
			'Starptautiskā projekta „Bridges Without Borders” (LLI-640) īstenošana norisinās no 2019. gada 1. septembra līdz 2021. gada 31. augustam.\nProjekta kopējais budžets ir 845 210,75 EUR. Jēkabpils novada pašvaldības budžets ir 195 000 EUR, no tiem ERAF 165 570 EUR.\nPlānoti septiņi pieredzes apmaiņas braucieni. Dalības maksa ir 25 EUR.'
		)
	).toEqual(['contradiction partner_fund_differs swapped_digits']);
});

test('columns for plan and result are told openly; an article that follows neither is found', () => {
	const table = 'Project LLI-800\n\nIndicator | Planned | Achieved\nSummer camps | 4 | 3\nTraining courses | 12 | 12';
	expect(codes(table)).toEqual([]);
	expect(codes(table, 'Project LLI-800 planned 6 summer camps.')).toContain('contradiction count_differs');
});

test('wrapped lines are read whole', () => {
	expect(codes('Sākās projekts "Roku rokā" (LLI-777), kura kopējais\nfinansējums ir 432 100,50 EUR. Projektu no 2020. gada 1. jūlija līdz 2022. gada 30.\njūnijam īstenos pašvaldība.', 'Projektas LLI-777\nTrukmė: 2020-07-01 – 2022-06-30\nBiudžetas: 432.100,50 EUR')).toEqual([]);
});

test('a list of projects is read item by item', () => {
	expect(
		codes(
			'1. "Gudrā novecošana" (Nr. LLI-901). Ilgums: 01.2020.–12.2021. Budžets: 100 200,00 EUR.\n2. "Jaunieši darbībā" (Nr. LLI-902). Ilgums: 03.2020.–02.2022. Budžets: 300 400,00 EUR (ERAF 255 340,00 EUR).\n3. Sociālais dārzs. Ilgums: 06.2018.–05.2019. Kopējais budžets: 15 000 LVL.',
			'Projekta "Jaunieši darbībā" noslēgums\n2022. gada februārī noslēdzas projekts "Jaunieši darbībā" (LLI-902). Projekta kopējais budžets ir 300 400 EUR. Tas turpina projektu "Gudrā novecošana" (LLI-901), kura budžets bija 100 200 EUR.'
		)
	).toEqual([]);
});

test('lats and euros agree after conversion; without it they are another currency', () => {
	expect(codes('Projekts LLI-700\nKopējais budžets: 250 000,00 LVL', 'Projekts LLI-700\nProjekta kopējais budžets bija 355 717,95 EUR.')).toEqual([]);
	expect(codes('Projekts LLI-700\nKopējais budžets: 250 000,00 LVL', 'Projekts LLI-700\nProjekta kopējais budžets bija 250 000,00 EUR.')).toEqual(['contradiction currency_differs other_currency']);
});

test('what cannot be read is listed, never guessed', () => {
	expect(codes('Projekts LLI-701\nProjekta kopējais budžets: 1.234 EUR\nProjekta sākums: 31.02.2020\nPartneri:\n')).toEqual(['unread unread_amount decimal_sign', 'unread unread_date', 'unread unread_partners']);
	expect(codes('Projekta kopējais budžets: 412 380,00')).toEqual(['unread currency_missing missing_currency']);
});

test('months, rates, parts and reversed periods within one text', () => {
	expect(codes('Projekta īstenošanas laiks: 01.01.2011. – 31.12.2012. (18 mēneši)')).toEqual(['contradiction months_off']);
	expect(codes('Projekta īstenošanas laiks: 01.01.2013. – 31.12.2012.')).toContain('contradiction period_reversed');
	expect(codes('Kopējais budžets: 100 000,00 EUR, t.sk. ERAF finansējums 80 000,00 EUR (85 %)')).toEqual(['contradiction rate_off wrong_digit']);
	expect(codes('Kopējais budžets: 100 000,00 EUR, t.sk. ERAF finansējums 850 000,00 EUR')).toEqual(['contradiction part_over_whole']);
	// Cents beside the exact rate, and a rate that was rounded itself.
	expect(codes('Kopējais budžets: 791 256,20 EUR, t.sk. ERAF finansējums 672 567,74 EUR (85 %)')).toEqual([]);
	expect(codes('Kopējais budžets: 251 395,55 EUR, t.sk. ERAF finansējums 197 545,54 EUR (78,58 %)')).toEqual([]);
});
