/** The part of jstat that is used here; the package brings no types. */
declare module 'jstat' {
	interface Distribution {
		/** The quantile of a probability. */
		inv(probability: number, degreesOfFreedom: number): number;
		cdf(x: number, degreesOfFreedom: number): number;
		pdf(x: number, degreesOfFreedom: number): number;
	}
	const jstat: { readonly studentt: Distribution };
	export default jstat;
}
