import { runsRegion } from '#platform/access.ts';
import { dayOf } from '#platform/clock.ts';
import { inLocale } from '#platform/locale.ts';
import { institutionsAsOf } from '#modules/territory/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.run(async (context) => {
		const today = dayOf(context.now);
		const asked = url.searchParams.get('on') ?? '';
		const valid = /^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked));
		const on = valid ? asked : today;
		const places = await institutionsAsOf(context, on);
		return {
			on,
			today,
			wrongDay: asked !== '' && !valid ? asked : null,
			mayAdd: runsRegion(context.actor),
			places: places.map(({ institution, recorded, on: current }) => ({
				id: institution.id,
				name: inLocale(institution.name, context.locale),
				kind: institution.kind,
				invented: institution.invented,
				municipality: current ? inLocale(current.name, context.locale) : null,
				recorded: recorded && recorded.id !== current?.id ? inLocale(recorded.name, context.locale) : null
			}))
		};
	});
