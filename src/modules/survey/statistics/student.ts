import jstat from 'jstat';

/** The 0.975 quantile of the normal distribution: 95 % of it lie within ± this. */
export const z95 = 1.959963984540054;

const known = new Map<number, number>();

/**
 * The 0.975 quantile of Student's t distribution: 95 % of it lie within ± this. `degrees` may be a fraction (Welch).
 * Right to eight digits. Throws RangeError unless degrees > 0.
 */
export function t95(degrees: number): number {
	if (!(degrees > 0)) throw new RangeError(`Student's t needs degrees of freedom above zero, not ${degrees}`);
	const found = known.get(degrees);
	if (found !== undefined) return found;
	const value = degrees < 60 ? searched(degrees) : expanded(degrees);
	// Pages ask for the same few numbers of answers again and again.
	if (known.size > 10_000) known.clear();
	known.set(degrees, value);
	return value;
}

/** The library stops searching at seven digits; one step of Newton's method makes them eight and more. */
function searched(degrees: number): number {
	const { studentt } = jstat;
	const near = studentt.inv(0.975, degrees);
	return near - (studentt.cdf(near, degrees) - 0.975) / studentt.pdf(near, degrees);
}

/** Abramowitz and Stegun (1964), 26.7.5. With many degrees of freedom the library's own digits fade; these do not. */
function expanded(degrees: number): number {
	const z = z95;
	const terms = [
		(z ** 3 + z) / 4,
		(5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
		(3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
		(79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160
	];
	return terms.reduce((sum, term, i) => sum + term / degrees ** (i + 1), z);
}
