import { expect, test } from 'vitest';
import { hasMessage } from '#i18n/text.ts';
import { assessmentStates, Judgement } from '../assessment/index.ts';
import { dimensions } from '../methodology/index.ts';
import type { LimiterState, NoValue, Rule } from './model.ts';

const rules = { points: 1, phases: 1, 'trend-target': 1, ordinal: 1, met: 1, mean: 1, lowest: 1, none: 1 } satisfies Record<Rule, 1>;
const reasons = { blank: 1, 'not-applicable': 1, 'not-combined': 1, 'mixed-scales': 1, 'nothing-scored': 1 } satisfies Record<NoValue, 1>;
const limiters = { applied: 1, 'no-effect': 1, clear: 1, unchecked: 1 } satisfies Record<LimiterState, 1>;

test.each([
	...Object.keys(rules).map((rule) => `results_rule_${rule}`),
	...Object.keys(reasons).map((reason) => `results_none_${reason}`),
	...Object.keys(limiters).map((state) => `results_limiter_${state}`),
	...assessmentStates.map((state) => `results_state_${state}`),
	...Judgement.options.map((judgement) => `results_judgement_${judgement}`),
	...[...new Set(Object.values(dimensions).flat())].filter((name) => name !== 'score').map((name) => `methodology_dimension_${name}`),
	...['split', 'merged', 'removed', 'unmapped', 'other_version'].map((reason) => `methodology_trend_${reason}`)
])('the text %s is written', (key) => expect(hasMessage(key.replaceAll('-', '_'))).toBe(true));
