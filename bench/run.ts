import { cpus } from 'node:os';
import { loadLibrary, scoredNodes, type MethodologyDocument } from '#modules/methodology/index.ts';
import { boardOf, boardXlsx, profileJson, profileOf, scoreMethodology } from '#modules/results/index.ts';
import { inLanguage } from '#i18n/text.ts';
import { ms, print, time, type Timing } from './measure.ts';
import { portfolios } from './portfolio.ts';
import { publications } from './publication.ts';
import { surveys } from './survey.ts';
import { judgeOf, openBench, type Bench } from './region.ts';

/** `npm run bench [-- scoring profile board publication results survey portfolio]`: prints figures of this machine and asserts nothing. */
const parts = ['scoring', 'profile', 'board', 'publication', 'results', 'survey', 'portfolio'] as const;
const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(parts as readonly string[]).includes(part));
if (unknown.length > 0) {
	console.error(`Unknown part: ${unknown.join(', ')}. There is: ${parts.join(', ')}.`);
	process.exit(2);
}
const has = (part: (typeof parts)[number]) => wanted.length === 0 || wanted.includes(part);

const sizes = [7, 70, 700];
const mode = 'fine-tuned';
const document = (await loadLibrary()).find(({ id }) => id === 'caf-social-services');
if (!document) throw new Error('The library has no CAF methodology');
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}; ${document.id} ${document.version}, ${mode}, ${scoredNodes(document).length} scored nodes\n`);

if (has('scoring')) await scoring(document);
if (has('survey')) await surveys();
if (has('portfolio')) await portfolios();
if (has('profile') || has('board') || has('publication') || has('results')) {
	const bench = await openBench(document, mode);
	try {
		if (has('profile') || has('board')) await regions(bench);
		if (has('publication') || has('results')) await publications(bench, { publication: has('publication'), results: has('results') });
	} finally {
		await bench.close();
	}
}

async function scoring(caf: MethodologyDocument): Promise<void> {
	const judge = judgeOf(caf, mode);
	const judgements = scoredNodes(caf).flatMap(({ id }) => {
		const said = judge(3, id, 'consensus');
		return said ? [{ nodeId: id, ...said }] : [];
	});
	print('scoring one assessment', await time(() => scoreMethodology(caf, mode, judgements)), '');
}

async function regions(bench: Bench): Promise<void> {
	const figures = new Map<string, Timing[]>();
	const note = (name: string, timing: Timing, text: string) => {
		figures.set(name, [...(figures.get(name) ?? []), timing]);
		print(name, timing, text);
	};
	for (const size of sizes) {
		const start = performance.now();
		const { regionId, cycleId, assessmentId } = await bench.region(size);
		console.log(`\n${size} institutions, two cycles, five assessors each (written in ${ms(performance.now() - start)})`);
		if (has('profile')) {
			note('profile: query and scoring', await time(() => bench.run(regionId, (context) => profileOf(context, assessmentId))), `${size} institutions`);
			note('profile: as JSON', await time(() => bench.run(regionId, (context) => profileJson(context, assessmentId))), `${size} institutions`);
		}
		if (has('board')) {
			note('board: query and scoring', await time(() => bench.run(regionId, (context) => boardOf(context, cycleId))), `${size} institutions`);
			note('board: as XLSX', await time(() => bench.run(regionId, (context) => inLanguage('lv', () => boardXlsx(context, cycleId)))), `${size} institutions`);
		}
	}
	console.log('\nHow it grows (median, against 7 institutions)');
	for (const [name, timings] of figures) console.log(`${name.padEnd(46)}${timings.map((timing, i) => `${sizes[i]}: × ${(timing.median / (timings[0]?.median ?? 1)).toFixed(2)}`).join('   ')}`);
}
