/**
 * The emblem after the Union's public description: a rectangle of 3 to 2; twelve stars whose middles lie on a circle of a
 * third of the height, each star in a circle of an eighteenth of it, one point upwards. Drawn on 810 × 540 units.
 */
export const emblemWidth = 810;
export const emblemHeight = 540;

const star = (x: number, y: number, radius: number): string => {
	// The inner corners of a pentagram lie where its lines cross.
	const inner = radius * (Math.sin(Math.PI / 10) / Math.sin((7 * Math.PI) / 10));
	return Array.from({ length: 10 }, (_, i) => {
		const r = i % 2 === 0 ? radius : inner;
		const angle = (Math.PI / 5) * i;
		return `${(x + r * Math.sin(angle)).toFixed(1)} ${(y - r * Math.cos(angle)).toFixed(1)}`;
	}).join('L');
};

/** One path of the twelve stars, placed like the hours of a clock. */
export const emblemStars: string = Array.from({ length: 12 }, (_, hour) => {
	const angle = (Math.PI / 6) * hour;
	return `M${star(emblemWidth / 2 + (emblemHeight / 3) * Math.sin(angle), emblemHeight / 2 - (emblemHeight / 3) * Math.cos(angle), emblemHeight / 18)}z`;
}).join('');
