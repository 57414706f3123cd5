/** Signs of a series, told apart by their form and not by colour alone. */
export const signs = ['disc', 'square', 'triangle', 'diamond', 'ring', 'bar'] as const;
export type SignKind = (typeof signs)[number];

/** The sign of the series at a place; after the last one they begin again. */
export const signOf = (place: number): SignKind => signs[place % signs.length] ?? 'disc';
