import { quoteAt, sentenceAt } from './blocks.ts';
import type { Ground } from './facts.ts';
import type { Parsed, ParsedText } from './parse.ts';
import { anonymous, type Projects } from './projects.ts';
import { stageAt, type Stage } from './stage.ts';

/** A text on its way from phrases to facts. */
export interface Reading {
	readonly text: ParsedText;
	readonly stage: Stage;
	readonly projects: Pick<Projects, 'at' | 'tied'>;
}

/** The ground of a fact at a position; a text whose project is unknown keeps its facts for itself. */
export function groundAt(reading: Reading, parsed: Parsed, position: number, sure: number): Ground {
	const { text, projects, stage } = reading;
	const project = projects.at(text.name, parsed, position);
	const quote = quoteAt(parsed.block, position);
	const label = project === anonymous ? '' : (project?.label ?? `? ${text.name} ${parsed.block.item}`);
	return { project: label, stage: stageAt(parsed, position, stage), file: quote.file, line: quote.line, quote: quote.text, version: null, sure: sure * (projects.tied.has(text.name) ? 0.9 : 1), sentence: `${text.name}#${parsed.block.index}.${sentenceAt(parsed.block, position)}` };
}
