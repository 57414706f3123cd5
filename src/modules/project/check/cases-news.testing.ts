import type { Case } from './cases.testing.ts';

export const newsCases: readonly Case[] = [
	{ name: 'lv opening news and results, agreeing', texts: [`Ar pasākumu Bauskā atklāts projekts “Kopā stiprāki”

Trešdien, 8. februārī, Bauskas kultūras centrā notika projekta “Kopā stiprāki” (LLI-256) atklāšanas pasākums, kurā pulcējās vairāk nekā 80 viesu no Latvijas un Lietuvas. Projekta vadošais partneris ir Bauskas novada pašvaldība, savukārt partneri ir Pakrojas rajona pašvaldība un nodibinājums „Ceļš”. Projekta kopējais budžets – 389 412,18 eiro, ERAF atbalsts – 331 000,35 eiro jeb 85 %.

Projektā paredzēts izveidot trīs ģimeņu atbalsta centrus, noorganizēt 20 grupu nodarbības un divas vasaras nometnes bērniem (katrā 30 dalībnieki).
Projekta īstenošanas termiņš: 2023. gada 1. janvāris – 2024. gada 31. decembris.`, `Projekts LLI-256 „Kopā stiprāki” – rezultāti

Projekts ilga 24 mēnešus (01.01.2023.–31.12.2024.).
Izlietots: 389 412,18 EUR, no tā ERAF 331 000,35 EUR.
Rezultāti:
– izveidoti 3 ģimeņu atbalsta centri;
– novadītas 20 grupu nodarbības vecākiem;
– noorganizētas 2 bērnu vasaras nometnes.
Projekta partneri: Bauskas novada pašvaldība (vadošais partneris), Pakrojas rajona pašvaldība, nodibinājums “Ceļš”.`], expected: [] },
	{ name: 'lv opening news and results: centres, camps, period, total', texts: [`Ar pasākumu Bauskā atklāts projekts “Kopā stiprāki”

Trešdien, 8. februārī, Bauskas kultūras centrā notika projekta “Kopā stiprāki” (LLI-256) atklāšanas pasākums. Projekta vadošais partneris ir Bauskas novada pašvaldība. Projekta kopējais budžets – 389 412,18 eiro, ERAF atbalsts – 331 000,35 eiro jeb 85 %.
Projektā paredzēts izveidot trīs ģimeņu atbalsta centrus, noorganizēt 20 grupu nodarbības un divas vasaras nometnes bērniem.
Projekta īstenošanas termiņš: 2023. gada 1. janvāris – 2024. gada 31. decembris.`, `Projekts LLI-256 „Kopā stiprāki” – rezultāti

Projekts ilga 24 mēnešus (01.02.2023.–31.12.2024.).
Projekta kopējās izmaksas: 389 421,18 EUR, no tā ERAF 331 000,35 EUR.
Rezultāti:
– izveidoti 2 ģimeņu atbalsta centri;
– novadītas 20 grupu nodarbības vecākiem;
– noorganizēta 1 bērnu vasaras nometne.`], expected: ['contradiction count_differs', 'contradiction count_not_reached', 'contradiction months_off', 'contradiction period_differs wrong_digit', 'contradiction total_differs swapped_digits'] },
	{ name: 'lt news and English card, agreeing', texts: [`Rokiškio rajono savivaldybė pradeda įgyvendinti naują projektą

Nuo kovo mėnesio Rokiškio rajono savivaldybės administracija kartu su partneriais – Aknystės pagrindine mokykla ir viešąja įstaiga „Rokiškio pagrindinė ligoninė“ – pradeda įgyvendinti projektą „Sveikas kaimas“ (projekto Nr. LL-00417). Bendra projekto vertė – beveik 730 tūkst. eurų, 80 proc. šios sumos (583 992,00 Eur) sudarys Europos Sąjungos parama. Projektas truks 30 mėnesių – iki 2026 m. rugpjūčio 31 d.

Planuojama įrengti 4 sveikatos kambarius, nupirkti 3 mobiliuosius diagnostikos įrenginius ir patikrinti 1 500 gyventojų sveikatą.`, `Project LL-00417 "Healthy Village"

Budget: 729,990.00 EUR (EU funding 583,992.00 EUR)
Implementation: 01/03/2024 – 31/08/2026
Results: 4 health rooms equipped, 3 mobile diagnostic devices purchased, health check-ups for 1,500 residents.`], expected: [] },
	{ name: 'lt news and English card: rooms, residents, total', texts: [`Projektas „Sveikas kaimas“ (projekto Nr. LL-00417)
Bendra projekto vertė – 729 990,00 Eur, 80 proc. šios sumos (583 992,00 Eur) sudarys Europos Sąjungos parama. Projektas truks 30 mėnesių – iki 2026 m. rugpjūčio 31 d.
Planuojama įrengti 4 sveikatos kambarius ir patikrinti 1 500 gyventojų sveikatą.`, `Project LL-00417 "Healthy Village"

Budget: 792,990.00 EUR (EU funding 583,992.00 EUR)
Implementation: 01/03/2024 – 31/08/2026
Results: 5 health rooms equipped, health check-ups for 5,100 residents.`], expected: ['contradiction count_differs', 'contradiction count_differs swapped_digits', 'contradiction total_differs swapped_digits'] },
	{ name: 'en summary sheet and closing news, agreeing', texts: [`Project Summary Sheet
Acronym: GREENWAY
Code: LLI-399
Lead: Druskininkai Municipality
Partner 2: Cesis Municipality
Partner 3: NGO "Green Path"
Total eligible budget: € 512 340.00
Co-financing rate: 85%
ERDF co-financing: € 435 489.00
Start: 01 May 2018
End: 30 April 2020
Outputs: 12 km of trails marked; 6 information boards; 2 hiking events; 1 mobile app`, `GREENWAY ends with a conference in Cesis

On 30 April 2020 the project GREENWAY (LLI-399) came to an end. In two years, twelve kilometres of trails have been marked, six information boards installed and a mobile app developed. Two hiking events gathered 450 participants. The project cost EUR 512,340; 85 % of it (EUR 435,489) was covered by the ERDF.`], expected: [] },
	{ name: 'en summary sheet and closing news: end, boards, events, total', texts: [`Project Summary Sheet
Acronym: GREENWAY
Code: LLI-399
Lead: Druskininkai Municipality
Total eligible budget: € 512 340.00
ERDF co-financing: € 435 489.00
Start: 01 May 2018
End: 30 April 2020
Outputs: 12 km of trails marked; 6 information boards; 2 hiking events; 1 mobile app`, `GREENWAY ends with a conference in Cesis

On 31 May 2020 the project GREENWAY (LLI-399) came to an end. In two years, twelve kilometres of trails have been marked, eight information boards installed and a mobile app developed. Three hiking events gathered 450 participants. The total budget of the project was EUR 512,430; 85 % of it (EUR 435,489) was covered by the ERDF.`], expected: ['contradiction count_differs', 'contradiction count_differs', 'contradiction end_differs', 'contradiction amounts_alike swapped_digits'] },
	{ name: 'lv concept and approved project: changes only', texts: [`Projekta koncepcijas apraksts
Nosaukums: “Mājup”
Plānotais projekta iesniedzējs: Gulbenes novada pašvaldība
Indikatīvais finansējums: 350 000 EUR, t.sk. ERAF 297 500 EUR
Īstenošanas ilgums: 18 mēneši
Iespējamie partneri: Alūksnes novada pašvaldība, Zarasu rajona savivaldybė, Anīkšču rajona savivaldybė
Iznākumi: 2 dienas centri, 10 semināri`, `Apstiprināts projekts “Mājup” (LLI-744)
Vadošais partneris: Gulbenes novada pašvaldība
Partneri: Alūksnes novada pašvaldība, Zarasu rajona savivaldybė, Utenas rajona savivaldybė
Projekta kopējais finansējums: 384 120,00 EUR, t.sk. ERAF finansējums 326 502,00 EUR
Īstenošanas laiks: 01.06.2019.–31.05.2021. (24 mēneši)
Plānotie rezultāti: 3 dienas centri, 8 semināri`], expected: ['changed total_changed', 'changed fund_changed', 'changed months_changed', 'changed partners_changed', 'changed count_changed', 'changed count_changed'] },
	{ name: 'lt sums and parts in one text', texts: [`Projektas „Vilties tiltas“ (LLI-555)\nBendra projekto vertė 240 000,00 Eur, iš jų ERPF lėšos – 240 000,00 Eur × 85 proc. = 204 000,00 Eur, savivaldybės lėšos – 36 000,00 Eur.\nProjekto trukmė 2021-01-01 – 2022-06-30, t. y. 18 mėnesių.\nSurengta 10 mokymų (po 5 kiekvienoje šalyje), kuriuose dalyvavo 200 specialistų: 120 iš Lietuvos ir 80 iš Latvijos.`], expected: [] },
	{ name: 'lv municipal news and lt card, agreeing', texts: [`Dobeles novada pašvaldība turpina projekta „Droša vide” (LL-00082) aktivitātes
2025. gada 12. maijā Dobelē tika atklāta jauna krīzes istaba. Projekta laikā kopumā tiks izveidotas piecas krīzes istabas un apmācīti 60 sociālie darbinieki. Atgādinām, ka projekts norisinās no 2024. gada 1. marta līdz 2026. gada 28. februārim, tā kopējais finansējums ir 998 764,50 EUR (ERAF – 799 011,60 EUR, 80%).`, `Projektas „Saugi aplinka“ (LL-00082)
Įgyvendinimo laikotarpis – nuo 2024 m. kovo iki 2026 m. vasario mėn. (24 mėn.)
Bendras biudžetas – 998.764,50 EUR, ERPF – 799.011,60 EUR
Numatoma: 5 krizių kambariai, 60 apmokytų socialinių darbuotojų.`], expected: [] },
	{ name: 'lv municipal news and lt card: total, start, rooms, staff', texts: [`Dobeles novada pašvaldība turpina projekta „Droša vide” (LL-00082) aktivitātes
Projekta laikā kopumā tiks izveidotas piecas krīzes istabas un apmācīti 60 sociālie darbinieki. Projekts norisinās no 2024. gada 1. marta līdz 2026. gada 28. februārim, tā kopējais finansējums ir 998 764,50 EUR (ERAF – 799 011,60 EUR, 80%).`, `Projektas „Saugi aplinka“ (LL-00082)
Įgyvendinimo laikotarpis – nuo 2024 m. gegužės iki 2026 m. vasario mėn. (22 mėn.)
Bendras biudžetas – 998.746,50 EUR, ERPF – 799.011,60 EUR
Numatoma: 6 krizių kambariai, 90 apmokytų socialinių darbuotojų.`], expected: ['contradiction total_differs swapped_digits', 'contradiction period_differs wrong_digit', 'contradiction count_differs', 'contradiction count_differs'] },
	{ name: 'en minutes and card, agreeing', texts: [`Minutes of the 3rd Steering Committee meeting
Project: Open Doors (LLI-430)
Date: 14 November 2019, Panevezys
Present: 12 persons
1. The lead partner (Panevezys District Municipality) reported that 5 out of 9 planned trainings have been held.
2. Spending: EUR 214,350.20 of the total budget of EUR 540,000.00 (39.7%) was spent by 30 September 2019.
3. The project ends on 31 March 2021. Next meeting: 20 May 2020.`, `Open Doors (LLI-430)
Total budget: 540 000,00 EUR
Project duration: 01.04.2019 - 31.03.2021
9 trainings`], expected: [] },
	{ name: 'lt works contract beside the budget, agreeing', texts: [`Biržuose – naujas šeimos centras
Projekto „Šeimos stotelė“ (LLI-812) lėšomis suremontuotas pastatas. Rangos darbų sutarties vertė – 145 200,00 Eur su PVM (120 000,00 Eur be PVM). Bendras projekto biudžetas – 410 500,00 Eur. Projektas finansuojamas Interreg V-A Latvijos ir Lietuvos programos 2014–2020 m. lėšomis. Šeimos centre per metus apsilankys 300 vaikų.`, `LLI-812 „Ģimenes pietura”. Projekta kopējais budžets: 410 500 EUR. Īstenošanas laiks: 2018.–2020. gads. Biržos izremontēts viens ģimenes centrs, Ludzā – viens.`], expected: [] },
];
