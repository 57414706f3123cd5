import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import { InstitutionId } from '#platform/ids.ts';
import type { LocalizedText } from '#platform/locale.ts';
import { listInstitutions } from '../territory/index.ts';

/** The institutions' names by id. */
export async function institutionNames(context: Context): Promise<Map<string, LocalizedText>> {
	return new Map((await listInstitutions(context)).map((institution) => [institution.id, institution.name]));
}

/** The institution of this region that an id names; NotFound for any other. Null stays null: the whole region. */
export async function placeOf(context: Context, id: string | null): Promise<{ id: InstitutionId; name: LocalizedText } | null> {
	if (id === null) return null;
	const parsed = InstitutionId.safeParse(id);
	const name = parsed.success ? (await institutionNames(context)).get(parsed.data) : undefined;
	if (!parsed.success || !name) throw new NotFound();
	return { id: parsed.data, name };
}
