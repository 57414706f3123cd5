import type { Case } from './cases.testing.ts';

const lvPlan = `PROJEKTA PIETEIKUMA KOPSAVILKUMS

Projekta Nr.: CB-1042
Projekta nosaukums: Drošs solis mājās
Iesniedzējs: Līvānu novada pašvaldība
Sadarbības partneri:
1. Zarasu rajona savivaldybė
2. Biedrība „Mājas siltums”
3. Preiļu novada pašvaldības aģentūra „Atbalsts”

Plānotais īstenošanas periods: 2021. gada 1. jūnijs – 2023. gada 31. maijs
Kopējās attiecināmās izmaksas: 612 400,00 EUR
tai skaitā:
ERAF – 520 540,00 EUR
Valsts budžeta dotācija – 27 558,00 EUR
Pašvaldības līdzfinansējums – 64 302,00 EUR

Sasniedzamie rādītāji:
a) pielāgoti 18 mājokļi personām ar kustību traucējumiem;
b) apmācīti 45 aprūpētāji;
c) iegādāti 2 mikroautobusi;
d) noorganizēti 6 semināri un 1 konference.`;
const lvReport = (o: { total: string; eraf: string; homes: string; carers: string; buses: string; seminars: string; partner: string; end: string }): string => `Noslēdzies projekts „Drošs solis mājās”

Līvānu novada pašvaldība informē, ka 2023. gada ${o.end} ir noslēgusies projekta Nr. CB-1042 „Drošs solis mājās” īstenošana. Divu gadu laikā Līvānu novada pašvaldība sadarbībā ar Zarasu rajona pašvaldību, biedrību „${o.partner}” un Preiļu novada pašvaldības aģentūru „Atbalsts” pielāgojusi ${o.homes} mājokļus cilvēkiem ar kustību traucējumiem, apmācījusi ${o.carers} aprūpētājus un iegādājusies ${o.buses} mikroautobusus. Notika ${o.seminars} semināri un noslēguma konference, kurā piedalījās 120 dalībnieku.

Projekta kopējās attiecināmās izmaksas sasniedza ${o.total} eiro, t.sk. Eiropas Reģionālās attīstības fonda līdzfinansējums – ${o.eraf} eiro.`;
const agreed = { total: '612 400', eraf: '520 540', homes: '18', carers: '45', buses: 'divus', seminars: 'seši', partner: 'Mājas siltums', end: '31. maijā' };
const enTable = (o: { end: string; total: string; erdf: string; trained: string }): string => `Programme: Interreg VI-A\tProject no.: LL-00231
Project title\tWarm Hands
Lead partner\tAlytus City Municipality
Partners\tLudza Municipality; Public Institution "Kartu"
Start date\t01/02/2024
End date\t${o.end}
Duration (months)\t24
Total budget (EUR)\t${o.total}
ERDF contribution (80%)\t${o.erdf}

Indicator\tTarget value
Persons trained\t${o.trained}
Pilot actions\t3
Joint strategies\t1`;
const enNews = (o: { end: string; trained: string; pilots: string; total: string; erdf: string; partner: string }): string => `Warm Hands reaches the finish line

Alytus City Municipality, together with Ludza Municipality and the public institution "${o.partner}", has completed the cross-border project "Warm Hands" (LL-00231). During the two years of implementation, from February 2024 to ${o.end}, ${o.trained} persons were trained and ${o.pilots} pilot actions were carried out. The total budget of the project amounted to ${o.total}, of which ${o.erdf} was provided by the European Regional Development Fund.`;
const ltMinutes = (o: { total: string; erdf: string; end: string; events: string }): string => `POSĖDŽIO PROTOKOLAS
2023-11-15 Nr. P-17
Utena

Posėdis įvyko 2023 m. lapkričio 15 d. 14.00 val. Dalyvavo 11 asmenų.

DARBOTVARKĖ. Projekto „Judantis miestas“ (Nr. LLI-909) eiga.

1. SVARSTYTA. Projekto biudžeto pakeitimas. Po pakeitimo bendra projekto vertė – ${o.total} Eur (buvo 480 000,00 Eur). ERPF dalis nesikeičia – ${o.erdf} Eur.
2. SVARSTYTA. Projekto pabaiga pratęsiama iki 2024 m. ${o.end}.
3. NUTARTA. Patvirtinti, kad bus surengti ${o.events} renginiai šeimoms ir įrengti 2 dviračių takai.`;
const ltFinal = (o: { total: string; erdf: string; end: string; events: string; paths: string }): string => `Galutinė ataskaita

Projektas: „Judantis miestas“, LLI-909
Projekto pradžia – 2022 m. kovo 1 d., pabaiga – 2024 m. ${o.end}
Projekto biudžetas: ${o.total} €
iš to skaičiaus ERPF: ${o.erdf} €
Pasiekti rezultatai: įvyko ${o.events} renginiai šeimoms, nutiesti ${o.paths} dviračių takai.`;
const lvList = `Pašvaldības īstenotie projekti 2019.–2023. gadā

| Nr. | Projekts | Īstenošanas laiks | Kopējās izmaksas, EUR |
| 1 | LLI-404 “Zaļie pagalmi” | 01.05.2019.–30.04.2021. | 188 250,00 |
| 2 | LLI-471 “Stāstu upe” | 01.03.2020.–28.02.2022. | 96 730,50 |
| 3 | LLI-488 “Gaismas ceļš” | 01.01.2021.–31.12.2022. | 240 000,00 |`;
const lvOne = (o: { end: string; total: string }): string => `Projekts “Stāstu upe” (LLI-471)\n\nProjekts “Stāstu upe” tika īstenots no 2020. gada marta līdz ${o.end}. Projekta kopējais finansējums: EUR ${o.total}.`;
const enConcept = `Project idea: "Silver Bridge"
The project idea was submitted by Skuodas District Municipality. Planned partners: Skuodas District Municipality, South Kurzeme Municipality, Priekule Social Service Centre.
Estimated total costs 1.2 million EUR. Planned duration: 30 months. Expected: five day centres, 200 volunteers.`;
const enApproved = `Approved project LLI-650 "Silver Bridge"
Partners: Skuodas District Municipality, South Kurzeme Municipality, Klaipeda University
Total budget: 1,187,450.00 EUR; ERDF: 1,009,332.50 EUR (85%)
Project period: 01.04.2020 – 30.09.2022 (30 months)
The project will establish four day centres and involve 200 volunteers.`;
export const officeCases: readonly Case[] = [
	{ name: 'lv application and report, agreeing', texts: [lvPlan, lvReport(agreed)], expected: [] },
	{ name: 'lv application and report: share, homes, buses, partner, end', texts: [lvPlan, lvReport({ ...agreed, eraf: '520 450', homes: '16', partner: 'Siltā māja', end: '30. jūnijā', buses: 'trīs' })], expected: ['contradiction fund_differs swapped_digits', 'contradiction count_not_reached', 'contradiction count_exceeded', 'contradiction partners_differ', 'contradiction end_differs'] },
	{ name: 'lv application and report: total, carers, seminars', texts: [lvPlan, lvReport({ ...agreed, total: '621 400', carers: '54', seminars: 'pieci' })], expected: ['contradiction total_differs swapped_digits', 'contradiction count_not_reached', 'contradiction count_exceeded'] },
	{ name: 'en table and news, agreeing', texts: [enTable({ end: '31/01/2026', total: '1 050 400.00', erdf: '840 320.00', trained: '320' }), enNews({ end: 'January 2026', trained: '320', pilots: 'three', total: 'EUR 1.05 million', erdf: 'EUR 840,320', partner: 'Kartu' })], expected: [] },
	{ name: 'en table and news: share, people, actions, partner, end', texts: [enTable({ end: '31/01/2026', total: '1 050 400.00', erdf: '840 320.00', trained: '320' }), enNews({ end: 'February 2026', trained: '230', pilots: 'four', total: 'EUR 1,050,400', erdf: 'EUR 804,320', partner: 'Visi' })], expected: ['contradiction count_exceeded', 'contradiction count_not_reached swapped_digits', 'contradiction fund_differs swapped_digits', 'contradiction partners_differ', 'contradiction end_differs wrong_digit'] },
	{ name: 'lt minutes and final report, agreeing', texts: [ltMinutes({ total: '495 300,00', erdf: '408 000,00', end: 'vasario 29 d.', events: '9' }), ltFinal({ total: '495.300,00', erdf: '408.000,00', end: 'vasario 29 d.', events: 'devyni', paths: 'du' })], expected: [] },
	{ name: 'lt minutes and final report: total, end, paths', texts: [ltMinutes({ total: '495 300,00', erdf: '408 000,00', end: 'vasario 29 d.', events: '9' }), ltFinal({ total: '459.300,00', erdf: '408.000,00', end: 'kovo 31 d.', events: 'devyni', paths: 'trys' })], expected: ['contradiction total_differs swapped_digits', 'contradiction end_differs', 'contradiction count_differs'] },
	{ name: 'lv table of projects and article, agreeing', texts: [lvList, lvOne({ end: '2022. gada februārim', total: '96 730,50' })], expected: [] },
	{ name: 'lv table of projects and article: total, end', texts: [lvList, lvOne({ end: '2022. gada aprīlim', total: '97 630,50' })], expected: ['contradiction total_differs swapped_digits', 'contradiction period_differs wrong_digit'] },
	{ name: 'en idea and approved project', texts: [enConcept, enApproved], expected: ['changed count_changed', 'changed partners_changed'] },
	{ name: 'lv application and English summary, agreeing', texts: [lvPlan, `Project CB-1042 "Safe Step at Home" has ended. It ran from 1 June 2021 to 31 May 2023. Total eligible costs: 612,400 EUR. Partners: Livani Municipality, Zarasai District Municipality, association "Warmth of Home", Preili Municipality Agency "Support". 18 homes were adapted, 45 carers trained, two minibuses bought, six seminars held.`], expected: [] },
];
