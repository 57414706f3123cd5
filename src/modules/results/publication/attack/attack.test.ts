import { expect, test } from 'vitest';
import { allRules, type Rules } from '../hiding.ts';
import type { PublicationDocument } from '../model.ts';
import { decideCells } from '../rules.ts';
import { attack, type Attack, type Published } from './attacker.testing.ts';
import { generateSurvey, randomOf, tallyOf, type GeneratedSurvey } from './people.testing.ts';

/** How many surveys are generated; `ATTACK_SURVEYS=5000` for the long run (docs/privacy.md). */
const surveys = Number(process.env['ATTACK_SURVEYS'] ?? 60);
const first = Number(process.env['ATTACK_SEED'] ?? 1);

/** Publishes a generated survey as often as it says, wherever the rules allow it. */
export function publishAll(survey: GeneratedSurvey, rules: Rules): Published[] {
	const published: Published[] = [];
	for (let cohort = 0; cohort < survey.publications; cohort++) {
		const people = survey.people.filter((person) => person.cohort <= cohort);
		const counted = people.filter(({ open }) => !open).length;
		const last = cohort === survey.publications - 1;
		if (!last && rules.tooClose && counted - (published.at(-1)?.document.counted ?? 0) < survey.k) continue;
		const tally = tallyOf(survey.questionnaire, people);
		const variants = decideCells(tally, survey.k, published.map(({ document }) => document), { questionnaire: survey.questionnaire, reason: last ? 'closed' : 'interim', rules });
		const document: PublicationDocument = {
			format: 'socquality-publication/1',
			survey: { id: 's', institutionId: 'i', cycleId: null, name: {}, perspective: 'clients', audience: 'clients', target: null },
			questionnaire: { versionId: 'v', slug: 'generated', version: '1.0.0', sha256: '' },
			k: survey.k, eligible: null, responses: people.length, counted, variants
		};
		published.push({ document, cohort });
	}
	return published;
}

function attackSurvey(seed: number, rules: Rules, into: Attack): void {
	const survey = generateSurvey(seed);
	const published = publishAll(survey, rules);
	const random = randomOf(seed + 1_000_000);
	const insiders = survey.people.filter(({ open }) => !open);
	const own = random() < 0.6 ? (insiders[Math.floor(random() * insiders.length)] ?? null) : null;
	for (const variant of Object.keys(survey.questionnaire.variants)) attack(survey, published, variant as 'standard' | 'easy', own, into, seed % 3 === 0);
}

test(`nothing hidden follows from what is published, over ${surveys} generated surveys`, { timeout: 100_000_000 }, () => {
	const result: Attack = { findings: [], targets: 0, solved: 0 };
	let shownGroups = 0;
	const broken: { seed: number; what: string }[] = [];
	for (let seed = first; seed < first + surveys; seed++) {
		const before = result.findings.length;
		attackSurvey(seed, allRules, result);
		broken.push(...result.findings.slice(before).map(({ how, what }) => ({ seed, what: `${how}: ${what}` })));
		shownGroups += publishAll(generateSurvey(seed), allRules).at(-1)?.document.variants.flatMap(({ groups }) => groups.slice(1).flatMap(({ questions }) => questions.filter(({ kind }) => kind !== 'hidden'))).length ?? 0;
	}
	console.info(`attack: ${surveys} surveys, ${result.targets} hidden counts and means, ${result.solved} whole-number programs, ${shownGroups} cells of groups shown`);
	expect(broken).toEqual([]);
	expect(result.targets).toBeGreaterThan(surveys * 10);
	expect(shownGroups).toBeGreaterThan(surveys);
});

for (const rule of Object.keys(allRules) as (keyof Rules)[]) {
	test(`without the rule "${rule}" the attacker succeeds`, { timeout: 600_000 }, () => {
		const result: Attack = { findings: [], targets: 0, solved: 0 };
		for (let seed = 1; seed <= 400 && result.findings.length === 0; seed++) attackSurvey(seed, { ...allRules, [rule]: false }, result);
		expect(result.findings.length).toBeGreaterThan(0);
	});
}
