import { z } from 'zod';
import type { DimensionName, Values } from '../methodology/index.ts';

const dimensionNames = ['score', 'plan', 'do', 'check', 'act', 'trend', 'target'] as const satisfies readonly DimensionName[];

/** One integer as it was typed: absent when the field is empty, not a number when it is no integer. */
const typedInteger = z
	.string()
	.trim()
	.max(20)
	.optional()
	.transform((text) => (text === undefined || text === '' ? undefined : /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN));

/** The fields of a form that hold a score, whoever enters it; which of them matter is decided by the methodology. */
export const valueFields = {
	value_score: typedInteger,
	value_plan: typedInteger,
	value_do: typedInteger,
	value_check: typedInteger,
	value_act: typedInteger,
	value_trend: typedInteger,
	value_target: typedInteger
};

/** What was typed into `valueFields`: an absent dimension is missing, NaN is no integer. */
export function typedValues(form: { readonly [Name in keyof typeof valueFields]?: number | undefined }): Values {
	const values: Values = {};
	for (const name of dimensionNames) {
		const value = form[`value_${name}`];
		if (value !== undefined) values[name] = value;
	}
	return values;
}
