import { systemActor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { inContext } from '#platform/runtime.ts';
import { publish } from '#modules/results/index.ts';
import { adoptQuestionnaire, closeSurvey, createQuestionnaireDraft, createSurvey, listQuestionnaireLibrary, getQuestionnaire, openSurvey, storeResponses, variantOf, type Audience, type NewResponse, type QuestionnaireDocument, type VariantName } from '#modules/survey/index.ts';
import { seeded } from './seed.ts';
import type { Stagehand, Team } from './story.ts';
import { answersOf, type Voices } from './voices.ts';

/** The institution whose clients can still answer in the demonstration. */
export const stillOpen = 'jaunjelgava-group-home';

export interface Round {
	readonly cycleId: string;
	/** When the surveys open; they take answers for thirty days. */
	readonly opensAt: Date;
	/** How much better than two years before, from 0 to 1. */
	readonly progress: number;
	/** Institutions whose survey of clients still takes answers when the story ends, by slug. */
	readonly stillOpen: readonly string[];
}

interface Plan {
	readonly audience: Audience;
	readonly eligible: number;
	readonly answers: Partial<Record<VariantName, number>>;
	readonly helped: number;
	readonly mood: number;
}

const dayLength = 86_400_000;
const later = (from: Date, days: number): Date => new Date(from.getTime() + days * dayLength);

/** Takes the shipped questionnaires into the region; slug → version. */
export async function adoptQuestionnaires(context: Context): Promise<Map<string, string>> {
	const adopted = new Map<string, string>();
	for (const entry of await listQuestionnaireLibrary(context)) adopted.set(entry.slug, await adoptQuestionnaire(context, entry.sha256));
	return adopted;
}

/** Holds the surveys of one cycle: clients (or young people), staff, managers, and here and there relatives and neighbours. */
export async function holdSurveys(hand: Stagehand, teams: readonly Team[], voices: Voices, versions: ReadonlyMap<string, string>, round: Round): Promise<void> {
	const system = <T>(work: (context: Context) => Promise<T>): Promise<T> => inContext({ regionId: hand.regionId, actor: systemActor, locale: 'en' }, work, hand.runtime);
	for (const team of teams) {
		for (const plan of plansOf(team, round.progress)) {
			const versionId = versions.get(plan.audience) ?? '';
			const { document } = await system((context) => getQuestionnaire(context, versionId));
			const open = plan.audience === 'clients' && round.stillOpen.includes(team.institution.slug);
			await hold(hand, system, { team, plan, document, versionId, round, open, answers: invented(hand, team, plan, document, voices) });
		}
	}
}

type System = <T>(work: (context: Context) => Promise<T>) => Promise<T>;

async function hold(hand: Stagehand, system: System, what: { team: Team; plan: Plan; document: QuestionnaireDocument; versionId: string; round: Round; open: boolean; answers: readonly NewResponse[] }): Promise<void> {
	const { team, plan, document, versionId, round, open, answers } = what;
	const closesAt = later(round.opensAt, open ? 400 : 30);
	hand.clock.set(later(round.opensAt, -2).toISOString());
	const id = await system(async (context) => {
		const made = await createSurvey(context, {
			institutionId: team.institutionId,
			cycleId: round.cycleId,
			questionnaireVersionId: versionId,
			opensAt: round.opensAt,
			closesAt,
			eligible: plan.eligible,
			target: '4.0',
			languages: document.languages,
			variants: document.variants.easy ? ['standard', 'easy'] : ['standard'],
			contact: {
				lv: 'Izdomāts kontakts: sociālā darbiniece Ieva, tālrunis 6300 0000.',
				lt: 'Išgalvotas kontaktas: socialinė darbuotoja Ieva, telefonas 6300 0000.',
				en: 'Invented contact: Ieva, social worker, telephone 6300 0000.',
				...(document.languages.includes('ru') ? { ru: 'Вымышленный контакт: социальный работник Иева, телефон 6300 0000.' } : {})
			}
		});
		await openSurvey(context, made);
		return made;
	});
	hand.clock.set(later(round.opensAt, 6).toISOString());
	await system((context) => storeResponses(context, id, answers));
	if (open) return;
	hand.clock.set(new Date(closesAt.getTime() + 60_000).toISOString());
	await system((context) => closeSurvey(context, id));
	hand.clock.pass(120);
	await system((context) => publish(context, id, 'closed'));
}

/** Leaves two things begun: a survey that is still planned, and a questionnaire of the region's own. */
export async function leaveDrafts(hand: Stagehand, team: Team, versions: ReadonlyMap<string, string>, round: Pick<Round, 'cycleId' | 'opensAt'>): Promise<void> {
	await inContext(
		{ regionId: hand.regionId, actor: systemActor, locale: 'en' },
		async (context) => {
			await createSurvey(context, {
				institutionId: team.institutionId,
				cycleId: round.cycleId,
				questionnaireVersionId: versions.get('relatives') ?? '',
				opensAt: round.opensAt,
				closesAt: later(round.opensAt, 30),
				languages: ['lv', 'lt', 'en'],
				variants: ['standard']
			});
			await createQuestionnaireDraft(context, { from: 'version', id: versions.get('clients') ?? '' });
		},
		hand.runtime
	);
}

const moods: Record<string, number> = { 'auce-service-apartments': 0.56, 'viesite-day-centre': 0.66, 'kretinga-day-activity-centre': 0.72, 'rokiskis-youth-centre': 0.62, 'joniskis-open-youth-centre': 0.68 };

function plansOf({ institution }: Team, progress: number): Plan[] {
	const { kind, slug } = institution;
	const nature = seeded(`surveys of ${slug}`);
	const mood = (moods[slug] ?? 0.6) + progress;
	const eligible = nature.integer(30, 64);
	const users: Plan =
		kind === 'youth-centre'
			? { audience: 'children', eligible: eligible * 2, answers: { standard: Math.round(eligible * 0.8) }, helped: 0, mood }
			: { audience: 'clients', eligible, answers: { standard: Math.round(eligible * 0.5), easy: nature.integer(6, 11) }, helped: 22, mood };
	return [
		users,
		{ audience: 'staff', eligible: nature.integer(14, 22), answers: { standard: nature.integer(9, 13) }, helped: 0, mood: mood - 0.06 },
		// Three managers are too few for a figure, and the page says so.
		{ audience: 'managers', eligible: slug.startsWith('dobele') ? 9 : 3, answers: { standard: slug.startsWith('dobele') ? 8 : 3 }, helped: 0, mood: mood + 0.12 },
		...(slug === 'viesite-day-centre' ? [{ audience: 'relatives', eligible: 40, answers: { standard: 19 }, helped: 0, mood: mood + 0.04 } satisfies Plan] : []),
		...(slug === 'kretinga-day-activity-centre' ? [{ audience: 'community', eligible: 60, answers: { standard: 17 }, helped: 0, mood } satisfies Plan] : [])
	];
}

function invented(hand: Stagehand, team: Team, plan: Plan, document: QuestionnaireDocument, voices: Voices): NewResponse[] {
	const { language } = team.institution;
	const says = plan.audience === 'clients' ? voices.clients[language] : plan.audience === 'staff' ? voices.staff[language] : [];
	return Object.entries(plan.answers).flatMap(([name, count]) => {
		const variant = variantOf(document, name as VariantName);
		if (!variant) return [];
		const channels = plan.audience === 'staff' || plan.audience === 'managers' ? (['one-time'] as const) : (['one-time', 'one-time', 'paper'] as const);
		return answersOf(hand.seed, { variant, name: name as VariantName, count, mood: plan.mood, channels, helped: plan.helped, says });
	});
}
