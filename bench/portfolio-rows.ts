import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { convert, fromCents, latsPerEuro } from '#platform/money.ts';
import { emptyDocument, fundKinds, groupKinds, projectStates, sealDocument, type ProjectDocument } from '#modules/project/index.ts';

const rowsAtOnce = 1000;
const places = 40;

/** Many projects at once, written past the commands: each with a version, five partners, their shares, groups and what was reached. All are published. */
export async function seedProjects(context: Context, count: number): Promise<void> {
	const municipalities = await seedPlaces(context);
	for (let from = 0; from < count; from += rowsAtOnce) {
		const numbers = Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, i) => from + i);
		await seedSome(context, numbers.map((number) => made(context, number, municipalities)));
	}
}

/** Forty former municipalities that went into ten. */
async function seedPlaces(context: Context): Promise<string[]> {
	const { regionId: region_id, tx } = context;
	const now = Array.from({ length: 10 }, (_, i) => ({ region_id, id: context.newId(), code: `N${i}`, country: 'LV', name: JSON.stringify({ lv: `${i}. novads`, en: `Municipality ${i}` }), valid_from: '2021-07-01', valid_to: null }));
	const former = Array.from({ length: places }, (_, i) => ({ region_id, id: context.newId(), code: `F${i}`, country: 'LV', name: JSON.stringify({ lv: `${i}. pagasts`, en: `Parish ${i}` }), valid_from: '2009-07-01', valid_to: '2021-07-01' }));
	await tx.insertInto('municipality').values([...now, ...former]).execute();
	await tx.insertInto('municipality_successor').values(former.map(({ id }, i) => ({ region_id, predecessor_id: id, successor_id: now[i % now.length]?.id ?? id, on_date: '2021-07-01' }))).execute();
	return former.map(({ id }) => id);
}

/** One project; the number alone decides what it is. */
function made(context: Context, number: number, municipalities: readonly string[]) {
	const lats = number % 8 === 0;
	const year = lats ? 2008 + (number % 5) : 2014 + (number % 9);
	const total = fromCents(BigInt(5_000_000 + ((number * 7_919) % 90_000_000)));
	const union = fromCents((BigInt(total.replace('.', '')) * 85n) / 100n);
	const partners = Array.from({ length: 5 }, (_, i) => ({ key: `p${i}`, role: i === 0 ? ('lead' as const) : ('partner' as const), name: { lv: `${number * 5 + i}. pašvaldība`, en: `Municipality ${number * 5 + i}` }, country: i % 3 === 2 ? 'LT' : 'LV', institutionId: null, municipalityId: municipalities[(number + i * 3) % municipalities.length] ?? null, from: null, to: null }));
	const document: ProjectDocument = {
		...emptyDocument(),
		title: { lv: `Sociālo pakalpojumu attīstība reģionā, ${number}. projekts`, en: `Development of social services in the region, project ${number}` },
		acronym: `SOC-${number}`,
		codes: [{ scheme: 'programme', value: `LLI-${number}` }],
		programme: { name: lats ? { lv: 'Latvijas–Lietuvas programma 2007.–2013. gadam' } : { lv: `Pārrobežu programma 2014.–2020. gadam, ${number % 12}. prioritāte` }, priority: null, objective: null },
		period: { from: `${year}-03-01`, to: `${year + 2}-02-28`, precision: 'day', months: 24 },
		currency: lats ? 'LVL' : 'EUR',
		funds: [{ key: 'fund', name: { lv: 'Fonds', en: 'Fund' }, kind: fundKinds[number % 4 === 3 ? 1 : 0] ?? 'eu' }],
		partners,
		shares: [{ partner: null, total, funds: [{ fund: 'fund', amount: union, rate: '85' }] }, ...partners.map(({ key }) => ({ partner: key, total: fromCents(BigInt(total.replace('.', '')) / 5n), funds: [] }))],
		groups: [0, 1, 2].map((i) => ({ key: `g${i}`, kind: groupKinds[(number + i) % groupKinds.length] ?? 'other', name: { lv: 'Grupa', en: 'Group' }, planned: i === 2 ? null : 50 + (number % 300) })),
		indicators: [{ key: 'services', kind: 'output', code: null, name: { lv: 'Jauni pakalpojumi', en: 'New services' }, unit: null, baseline: null, baselineOn: null, target: '4', atLeast: false }]
	};
	return { id: context.newId(), versionId: context.newId(), number, state: projectStates[2 + (number % 6)] ?? 'running', document, euro: (amount: string) => (lats ? convert(amount, latsPerEuro) : amount) };
}

async function seedSome(context: Context, projects: readonly ReturnType<typeof made>[]): Promise<void> {
	const { regionId: region_id, tx, now } = context;
	await tx.insertInto('project').values(projects.map(({ id, number, state, versionId }) => ({ region_id, id, slug: `project-${number}`, state, version_id: versionId, published_at: now, created_at: now, updated_at: now }))).execute();
	await tx.insertInto('project_version').values(projects.map(({ id, versionId, document }) => ({ region_id, id: versionId, project_id: id, number: 1, stage: 'approved', in_force_from: document.period.from ?? '2014-01-01', made_at: now, ...written(document) }))).execute();
	await rows(context, 'project_summary', 'version_id uuid, code text, acronym text, title jsonb, programme jsonb, date_from date, date_to date, currency text, total numeric, total_eur numeric', projects.map(({ id, versionId, document, euro }) => ({ project_id: id, version_id: versionId, code: document.codes[0]?.value, acronym: document.acronym, title: document.title, programme: document.programme.name, date_from: document.period.from, date_to: document.period.to, currency: document.currency, total: document.shares[0]?.total, total_eur: euro(document.shares[0]?.total ?? '0.00') })));
	await rows(context, 'project_share', 'partner_key text, fund_key text, fund_kind text, amount numeric, amount_eur numeric', projects.flatMap(({ id, document, euro }) =>
		document.shares.flatMap(({ partner, total, funds }) => [
			{ project_id: id, partner_key: partner ?? '', fund_key: '', fund_kind: '', amount: total, amount_eur: euro(total ?? '0.00') },
			...funds.map(({ fund, amount }) => ({ project_id: id, partner_key: partner ?? '', fund_key: fund, fund_kind: document.funds[0]?.kind, amount, amount_eur: euro(amount) }))
		])
	));
	await rows(context, 'project_partner', 'partner_key text, role text, country text, municipality_id uuid, name jsonb', projects.flatMap(({ id, document }) => document.partners.map((partner) => ({ project_id: id, partner_key: partner.key, role: partner.role, country: partner.country, municipality_id: partner.municipalityId, name: partner.name }))));
	await rows(context, 'project_group', 'group_key text, kind text, name jsonb, planned int', projects.flatMap(({ id, document }) => document.groups.map((group) => ({ project_id: id, group_key: group.key, kind: group.kind, name: group.name, planned: group.planned }))));
	await rows(context, 'project_achievement', 'id uuid, subject text, subject_key text, reached numeric, by_day date, recorded_at timestamptz', projects.flatMap(({ id, number }) => [0, 1].flatMap((group) => ['2021-06-30', '2022-06-30'].map((by_day, time) => ({ project_id: id, id: context.newId(), subject: 'group', subject_key: `g${group}`, reached: `${20 + ((number + time) % 300)}`, by_day, recorded_at: now })))));
}

const written = (document: ProjectDocument): { document: string; sha256: string } => {
	const { text, sha256 } = sealDocument(document);
	return { document: text, sha256 };
};

/** Rows as one parameter, however many they are. */
async function rows(context: Context, table: string, columns: string, values: readonly Record<string, unknown>[]): Promise<void> {
	const names = sql.join(['project_id', ...columns.split(', ').map((column) => column.split(' ')[0] ?? '')].map((name) => sql.ref(name)));
	await sql`insert into ${sql.table(table)} (region_id, ${names}) select ${context.regionId}::uuid, ${names} from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r (project_id uuid, ${sql.raw(columns)})`.execute(context.tx);
}
