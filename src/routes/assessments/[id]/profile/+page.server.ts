import { perceptionOf, profileOrWaiting } from '#modules/results/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const found = await profileOrWaiting(context, params.id);
		// Who may read the profile may see the figures of its surveys.
		const perception = found.ready ? await perceptionOf(context, { institutionId: found.profile.institution.id, cycleId: found.profile.cycle.id }) : [];
		return { assessmentId: params.id, found, perception };
	});
