import { figuresOfRows, type ItemScale, type ScaleFigures } from '#modules/survey/index.ts';
import { numberOf, readAnswerTable, type AnswerTable } from './stats-file.ts';
import { UsageError } from './usage.ts';

interface Options {
	items: string;
	reverse?: string;
	scale: string;
	population?: string;
	group?: string;
	json?: boolean;
}

export interface GroupFigures extends ScaleFigures {
	readonly value: string;
}

/** How many refused rows are named one by one. */
const namedRows = 20;

/**
 * Prints mean, standard deviation and 95 % interval of items in a CSV file, and their reliability, by the same code and
 * definitions as surveys (docs/statistics.md). What was left out goes to standard error.
 */
export async function printStatistics(path: string, options: Options): Promise<void> {
	const scale = scaleOf(options);
	const population = populationOf(options.population);
	const table = await readAnswerTable(path, { ...scale, group: options.group === undefined ? null : nameOf('--group', options.group) });
	for (const line of notes(path, table)) process.stderr.write(`${line}\n`);
	if (table.rows.length === 0) throw new UsageError(`Every row of ${path} was refused: is ${options.scale} its scale?`);
	const figures = figuresOfRows(scale, table.rows, population);
	const most = Math.max(...figures.items.map(({ n }) => n));
	if (population !== null && population < most) throw new UsageError(`The population (${population}) is smaller than the number of answers (${most}): give the number of all who might have answered.`);
	const groups = groupFigures(scale, table);
	process.stdout.write(options.json ? `${JSON.stringify({ ...figures, groups, rows: { read: table.rows.length, refused: table.refused.length } }, null, '\t')}\n` : printed(scale, figures, groups));
}

function scaleOf(options: Options): ItemScale {
	const items = namesOf('--items', options.items);
	const reversed = options.reverse === undefined ? [] : namesOf('--reverse', options.reverse);
	const stranger = reversed.find((name) => !items.includes(name));
	if (stranger !== undefined) throw new UsageError(`"${stranger}" of --reverse is not among --items.`);
	const ends = /^\s*(-?[\d.,]+)\s*[-–:]\s*(-?[\d.,]+)\s*$/.exec(options.scale);
	const [low, high] = [numberOf(ends?.[1] ?? ''), numberOf(ends?.[2] ?? '')];
	if (low === null || high === null || low >= high) throw new UsageError(`"${options.scale}" is no scale: give its lowest and highest value, such as 1-6.`);
	return { items, reversed: new Set(reversed), low, high };
}

function namesOf(option: string, text: string): string[] {
	const names = text.split(',').map((name) => nameOf(option, name));
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined) throw new UsageError(`"${twice}" stands twice in ${option}.`);
	return names;
}

function nameOf(option: string, text: string): string {
	const name = text.trim();
	if (name === '') throw new UsageError(`A name in ${option} is empty.`);
	return name;
}

function populationOf(text: string | undefined): number | null {
	if (text === undefined) return null;
	const value = /^\d{1,12}$/.test(text.trim()) ? Number(text) : 0;
	if (value < 1) throw new UsageError(`"${text}" is no population: give a whole number above zero.`);
	return value;
}

function notes(path: string, { encoding, refused, groups }: AnswerTable): string[] {
	const without = groups.filter((value) => value === null).length;
	return [
		...(encoding === 'utf-8' ? [] : [`${path} was read as ${encoding}.`]),
		...refused.slice(0, namedRows).map(({ line, reason }) => `Line ${line} was refused: ${reason}.`),
		...(refused.length > 0 ? [`${refused.length} ${refused.length === 1 ? 'row was' : 'rows were'} refused and ${refused.length === 1 ? 'is' : 'are'} in no figure.`] : []),
		...(without > 0 ? [`${without} ${without === 1 ? 'row has' : 'rows have'} no group: in the figures of all, in those of no group.`] : [])
	];
}

/** Groups in the order of their numbers, or of their names. A group's own population is not known, so its intervals are not corrected. */
function groupFigures(scale: ItemScale, { rows, groups }: AnswerTable): GroupFigures[] {
	const parts = Map.groupBy(groups.entries(), ([, value]) => value);
	const values = [...parts.keys()].filter((value) => value !== null);
	const numbers = values.every((value) => numberOf(value) !== null);
	values.sort((a, b) => (numbers ? (numberOf(a) ?? 0) - (numberOf(b) ?? 0) : 0) || (a < b ? -1 : 1));
	return values.map((value) => ({ value, ...figuresOfRows(scale, (parts.get(value) ?? []).map(([row]) => rows[row] ?? [])) }));
}

const cell = (value: number | null): string => (value === null ? '–' : value.toFixed(4));

function printed(scale: ItemScale, all: ScaleFigures, groups: readonly GroupFigures[]): string {
	const width = Math.max(6, ...scale.items.map((name) => name.length + (scale.reversed.has(name) ? 2 : 0)));
	const table = ({ items, alpha }: ScaleFigures): string[] => [
		`${'item'.padEnd(width)}${'n'.padStart(9)}${'mean'.padStart(10)}${'sd'.padStart(10)}   95 % interval`,
		...items.map(({ name, n, mean, sd, ci95 }) => `${`${name}${scale.reversed.has(name) ? ' ↔' : ''}`.padEnd(width)}${String(n).padStart(9)}${cell(mean).padStart(10)}${cell(sd).padStart(10)}   ${ci95 ? `${cell(ci95[0])} to ${cell(ci95[1])}` : '–'}`),
		`Cronbach's α ${cell(alpha.value)}, from ${alpha.n} complete ${alpha.n === 1 ? 'row' : 'rows'}`
	];
	const lines = [...table(all), ...groups.flatMap((group) => ['', `Group ${group.value}`, ...table(group)])];
	if (scale.reversed.size > 0) lines.push('', '↔ reversed: turned in α; the mean is of the answers as they were given');
	return `${lines.join('\n')}\n`;
}
