import type { Rules } from '../hiding.ts';
import type { PublicationDocument } from '../model.ts';
import { decideCells } from '../rules.ts';
import { attack, type Attack, type Published } from './attacker.testing.ts';
import { generateSurvey, randomOf, tallyOf, type GeneratedSurvey } from './people.testing.ts';

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

/** Generates, publishes and attacks one survey; mostly as one of those who answered. */
export function attackSurvey(seed: number, rules: Rules, into: Attack): void {
	const survey = generateSurvey(seed);
	const published = publishAll(survey, rules);
	const random = randomOf(seed + 1_000_000);
	const insiders = survey.people.filter(({ open }) => !open);
	const own = random() < 0.6 ? (insiders[Math.floor(random() * insiders.length)] ?? null) : null;
	for (const variant of Object.keys(survey.questionnaire.variants)) attack(survey, published, variant as 'standard' | 'easy', own, into, seed % 3 === 0);
}
