import { expect, test } from 'vitest';
import { allRules, type Rules } from '../hiding.ts';
import type { Attack } from './attacker.testing.ts';
import { generateSurvey } from './people.testing.ts';
import { attackSurvey, publishAll } from './run.testing.ts';

/** How many surveys are generated; `ATTACK_SURVEYS=5000` for the long run (docs/privacy.md). */
const surveys = Number(process.env['ATTACK_SURVEYS'] ?? 150);
const first = Number(process.env['ATTACK_SEED'] ?? 1);

test(`nothing hidden follows from what is published, over ${surveys} generated surveys`, { timeout: 100_000_000 }, () => {
	const result: Attack = { findings: [], targets: 0, solved: 0 };
	let shownGroups = 0;
	const broken: { seed: number; what: string }[] = [];
	for (let seed = first; seed < first + surveys; seed++) {
		const before = result.findings.length;
		attackSurvey(seed, allRules, result);
		if (result.findings.length > before) console.warn(`attack: survey ${seed}`, result.findings.slice(before));
		if ((seed - first + 1) % 250 === 0) console.info(`attack: ${seed - first + 1} surveys, ${result.targets} hidden counts and means, ${result.solved} whole-number programs`);
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
