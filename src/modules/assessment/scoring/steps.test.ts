import { expect, test } from 'vitest';
import { hasMessage } from '#i18n/text.ts';
import { assessmentStates, cycleStates } from '../lifecycle.ts';
import { nextStep, steps } from './steps.ts';

const owns = [null, ...[true, false].flatMap((onPaper) => [true, false].flatMap((finished) => [true, false].map((started) => ({ onPaper, finished, started }))))];
const situations = cycleStates.flatMap((cycle) =>
	assessmentStates.flatMap((state) =>
		[true, false].flatMap((lead) => [true, false].flatMap((head) => owns.flatMap((own) => [[0, 0], [3, 1], [3, 3]].map(([groupSize = 0, finishedCount = 0]) => ({ cycle, state, lead, head, own, groupSize, finishedCount })))))
	)
);

test('every situation has a next step, every step is reached and has its sentence', () => {
	const reached = new Set(situations.map(nextStep));
	expect([...steps].filter((step) => !reached.has(step))).toEqual([]);
	expect([...steps].filter((step) => !hasMessage(`scoring_step_${step}`))).toEqual([]);
});

test('nobody is sent to score what is not theirs or not open', () => {
	for (const s of situations) {
		const step = nextStep(s);
		if (step === 'score' || step === 'continue') expect(s).toMatchObject({ cycle: 'open', state: 'scoring', own: { onPaper: false, finished: false } });
		if (step === 'open_consensus' || step === 'form_group' || step === 'lead_consensus') expect(s).toMatchObject({ cycle: 'open', lead: true });
		if (step === 'sign') expect(s).toMatchObject({ cycle: 'open', state: 'proposed', head: true });
		if (s.cycle !== 'open') expect(['over', 'cancelled', 'read_result']).toContain(step);
	}
});
