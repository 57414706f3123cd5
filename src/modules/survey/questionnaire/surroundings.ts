import { nodeTitles } from '#modules/methodology/index.ts';
import type { Context } from '#platform/context.ts';
import type { Surroundings } from './check.ts';
import { knownPictures } from './pictures.ts';

/** What a region's questionnaire is compared with: the product's pictures and the nodes of the region's methodologies. */
export async function surroundingsOf(context: Context): Promise<Surroundings> {
	const titles = await nodeTitles(context);
	return { pictures: await knownPictures(), nodes: new Map([...titles].map(([slug, nodes]) => [slug, new Set(nodes.keys())])) };
}
