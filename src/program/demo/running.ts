import type { Context } from '#platform/context.ts';
import { dayOf } from '#platform/clock.ts';
import { percentOf, difference, sum } from '#platform/money.ts';
import { addObject, addProcurement, certifyReport, createProject, decideItems, emptyDocument, enterItem, expenditureOf, openDraft, recordAchievement, saveDraft, saveInventory, submitReport, takeStep, type ItemInput, type ProjectDocument } from '#modules/project/index.ts';
import type { DemoTerritory } from './territory.ts';

/*
 * A project that nobody carries out, so that budget, expenditure and reports can be tried: made up, marked so, never shown to
 * visitors and in no total.
 */
const text = (lv: string, lt: string, en: string) => ({ lv, lt, en });
const partners = [
	{ key: 'zpr', role: 'lead', country: 'LV', institution: null, municipality: null, name: text('Zemgales plānošanas reģions', 'Žiemgalos planavimo regionas', 'Zemgale Planning Region'), staff: '36000.00', travel: '4000.00', equipment: null },
	{ key: 'viesite', role: 'partner', country: 'LV', institution: 'viesite-day-centre', municipality: 'LV-042 2021', name: text('Viesītes dienas centrs', 'Viesytės dienos centras', 'Viesīte Day Centre'), staff: '18000.00', travel: '1500.00', equipment: '22000.00' },
	{ key: 'jaunjelgava', role: 'partner', country: 'LV', institution: 'jaunjelgava-group-home', municipality: 'LV-002 2021', name: text('Grupu dzīvokļi pansijā „Vīgante”', 'Grupinio gyvenimo namai pensione „Vīgante“', 'Group Home at the Vīgante Boarding House'), staff: '16000.00', travel: '1200.00', equipment: '9500.00' },
	{ key: 'kretinga', role: 'partner', country: 'LT', institution: 'kretinga-day-activity-centre', municipality: 'LT-22', name: text('Kretingas dienas nodarbību centrs', 'Kretingos dienos veiklos centras', 'Kretinga Day Activity Centre'), staff: '20000.00', travel: '2400.00', equipment: '15000.00' }
] as const;
const rate = '80';

/** Days of the project: four half-years, the third of which is under way on `today`. */
function halfYears(today: Date): { key: string; from: string; to: string }[] {
	const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 14, 1));
	const month = (count: number, day: number): string => dayOf(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + count, day)));
	return [0, 1, 2, 3].map((index) => ({ key: `p${index + 1}`, from: month(index * 6, 1), to: month(index * 6 + 6, 0) }));
}

function documentOf(periods: ReturnType<typeof halfYears>, territory: DemoTerritory): ProjectDocument {
	const parts = partners.flatMap(({ key, staff, travel, equipment }) => [
		...periods.flatMap(({ key: period }) => [{ partner: key, line: 'staff', period, amount: quarter(staff) }, { partner: key, line: 'travel', period, amount: quarter(travel) }]),
		...(equipment ? [{ partner: key, line: 'equipment', period: 'p2', amount: equipment }] : [])
	]);
	const budget = parts.flatMap((part) => {
		const fund = percentOf(part.amount, rate);
		return [{ ...part, fund: 'erdf', amount: fund, kind: 'real' as const }, { ...part, fund: 'own', amount: difference(part.amount, fund), kind: 'real' as const }];
	});
	const total = (of: (cell: (typeof budget)[number]) => boolean) => sum(budget.filter(of).map(({ amount }) => amount));
	const share = (partner: string | null) => {
		const mine = (cell: (typeof budget)[number]) => partner === null || cell.partner === partner;
		return { partner, total: total(mine), funds: [{ fund: 'erdf', amount: total((cell) => mine(cell) && cell.fund === 'erdf'), rate }, { fund: 'own', amount: total((cell) => mine(cell) && cell.fund === 'own'), rate: null }] };
	};
	return {
		...emptyDocument(),
		codes: [{ scheme: 'Programmas kods', value: 'DEMO-1' }],
		title: text('Kopā tuvāk: izdomāts projekts izmēģināšanai', 'Kartu arčiau: išgalvotas projektas bandymams', 'Closer together: an invented project to try things out'),
		acronym: 'DEMO',
		programme: { name: text('Izdomāta programma', 'Išgalvota programa', 'Invented programme'), priority: null, objective: null },
		period: { from: periods[0]?.from ?? null, to: periods[3]?.to ?? null, precision: 'day', months: 24 },
		funds: [
			{ key: 'erdf', kind: 'eu', name: text('Eiropas Reģionālās attīstības fonds (ERAF)', 'Europos regioninės plėtros fondas (ERPF)', 'European Regional Development Fund (ERDF)') },
			{ key: 'own', kind: 'own', name: text('Partneru ieguldījums', 'Partnerių įnašas', 'Partners’ contribution') }
		],
		partners: partners.map(({ key, role, name, country, institution, municipality }) => ({ key, role, name, country, institutionId: institution === null ? null : (territory.institutions.get(institution) ?? null), municipalityId: municipality === null ? null : (territory.municipalities.get(municipality) ?? null), from: null, to: null })),
		shares: [null, ...partners.map(({ key }) => key)].map(share),
		lines: [
			{ key: 'staff', name: text('Personāls', 'Personalas', 'Staff'), flatRate: null },
			{ key: 'travel', name: text('Ceļi un uzturēšanās', 'Kelionės ir apgyvendinimas', 'Travel and accommodation'), flatRate: null },
			{ key: 'equipment', name: text('Aprīkojums', 'Įranga', 'Equipment'), flatRate: null }
		],
		periods: periods.map(({ key, from, to }, index) => ({ key, from, to, name: text(`${index + 1}. periods`, `${index + 1} laikotarpis`, `Period ${index + 1}`) })),
		budget,
		groups: [{ key: 'disability', kind: 'disability', planned: 120, name: text('Cilvēki ar invaliditāti', 'Žmonės su negalia', 'People with disabilities') }],
		objectives: [{ key: 'aim', text: text('Cilvēki ar invaliditāti biežāk piedalās kopienas dzīvē.', 'Žmonės su negalia dažniau dalyvauja bendruomenės gyvenime.', 'People with disabilities take part in the life of the community more often.') }],
		packages: [
			{
				key: 'learning',
				title: text('Pieredzes apmaiņa', 'Keitimasis patirtimi', 'Exchange of experience'),
				activities: [{ key: 'visits', title: text('Vizītes pie partneriem', 'Vizitai pas partnerius', 'Visits to partners'), partner: 'zpr', from: periods[0]?.from ?? null, to: periods[3]?.to ?? null, deliverables: [{ key: 'visits', title: text('Notikušas vizītes', 'Įvykę vizitai', 'Visits held'), unit: text('vizīte', 'vizitas', 'visit'), planned: 6, due: periods[3]?.to ?? null }] }]
			}
		],
		indicators: [{ key: 'people', kind: 'result', code: null, name: text('Cilvēki, kuri piedalījušies pasākumos', 'Renginiuose dalyvavę žmonės', 'People who took part'), unit: text('cilvēks', 'žmogus', 'person'), baseline: null, baselineOn: null, target: '120', atLeast: true }],
		objects: [{ key: 'kitchen', partner: 'viesite', place: text('Viesīte', 'Viesytė', 'Viesīte'), municipalityId: territory.municipalities.get('LV-042 2021') ?? null, ownership: 'municipality', what: text('Mācību virtuve', 'Mokomoji virtuvė', 'Training kitchen'), quantity: 1, cost: '22000.00' }]
	};
}

// Exact: every amount above is a multiple of four cents.
const quarter = (amount: string): string => percentOf(amount, '25');

/** Enters the made-up project: running, the first half-year certified, the second handed in, the third being written. */
export async function recordRunningProject(context: Context, territory: DemoTerritory): Promise<void> {
	const periods = halfYears(context.now);
	const [first, second, third] = periods;
	if (!first || !second || !third) return;
	const id = await createProject(context, { title: text('Kopā tuvāk', 'Kartu arčiau', 'Closer together'), slug: 'closer-together', invented: true });
	await saveDraft(context, id, await openDraft(context, id), documentOf(periods, territory));
	await takeStep(context, id, 'approve', { inForceFrom: first.from });
	await takeStep(context, id, 'start');
	const enter = (partner: string, period: { key: string; from: string }, line: string, net: string, words: { invoice: string; supplier: string; description: string }) => {
		const paid: ItemInput = { partner, line, period: period.key, ...words, invoicedOn: period.from, paidOn: period.from, net, vat: '0.00', currency: 'EUR' };
		return enterItem(context, id, paid);
	};
	const staff = { invoice: 'A-1', supplier: 'Algu saraksts', description: 'Projekta darbinieku algas' };
	const travel = { invoice: 'R-17', supplier: 'SIA „Izdomātais autobuss”', description: 'Brauciens pie partneriem' };
	for (const { key } of partners) {
		await enter(key, first, 'staff', key === 'zpr' ? '8740.00' : '4120.50', staff);
		await enter(key, first, 'travel', '312.40', travel);
		await submitReport(context, id, { partner: key, period: first.key }, { summary: 'Darbs sākts, pirmā vizīte notikusi.' });
	}
	for (const { key } of partners) {
		const place = { partner: key, period: first.key };
		if (key === 'viesite' || key === 'kretinga') {
			const { items } = await expenditureOf(context, id, { partner: key, period: first.key, line: 'travel' });
			const [trip] = items;
			if (trip) await decideItems(context, id, place, [key === 'viesite' ? { itemId: trip.id, revision: trip.revision, decision: 'deduct', certified: '280.00', reason: 'Viena diena ir ārpus projekta.' } : { itemId: trip.id, revision: trip.revision, decision: 'park', reason: 'Trūkst dalībnieku saraksta.' }]);
		}
		await certifyReport(context, id, place, { rest: true });
	}
	for (const { key } of partners.slice(0, 3)) {
		await enter(key, second, 'staff', '4200.00', { ...staff, invoice: 'A-2' });
		await submitReport(context, id, { partner: key, period: second.key }, { summary: 'Otrais pusgads.' });
	}
	await enter('jaunjelgava', third, 'staff', '2050.00', { ...staff, invoice: 'A-3' });
	await recordAchievement(context, id, { subject: 'indicator', key: 'people', reached: '64', byDay: second.to, note: 'Dalībnieku saraksti.' });
	await recordAchievement(context, id, { subject: 'deliverable', key: 'visits', reached: '3', byDay: second.to, note: '' });
	await addObject(context, id, { planKey: 'kitchen', partner: 'viesite', place: text('Viesīte', 'Viesytė', 'Viesīte'), municipalityId: territory.municipalities.get('LV-042 2021') ?? null, ownership: 'municipality', built: text('Mācību virtuve, plīts un galdi', 'Mokomoji virtuvė, viryklė ir stalai', 'Training kitchen, cooker and tables'), quantity: 1, cost: '21 480,00', currency: 'EUR', state: 'under-way', finishedOn: null, asOf: second.to, source: null });
	const kitchen = await addProcurement(context, id, { partner: 'viesite', subject: text('Virtuves aprīkojums', 'Virtuvės įranga', 'Kitchen equipment'), kind: 'equipment', contract: 'DEMO-2', supplier: 'SIA „Izdomātā virtuve”', amount: '21 480,00', currency: 'EUR', signedOn: second.from, deliveredOn: second.to });
	await saveInventory(context, id, kitchen, 1, [{ number: 'V-001', name: 'Plīts', count: '1', place: 'Mācību virtuve' }, { number: 'V-002', name: 'Galds', count: '4', place: 'Mācību virtuve' }]);
	// A change is being written, so that the editor can be looked at.
	await openDraft(context, id);
}
