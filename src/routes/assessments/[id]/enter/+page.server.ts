import { cycleProgress, loadAssessment, paperSheets } from '#modules/assessment/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	locals.run(async (context) => {
		const sheets = await paperSheets(context, params.id);
		const assessment = await loadAssessment(context, params.id);
		const progress = (await cycleProgress(context, assessment.cycleId)).find((row) => row.assessmentId === assessment.id);
		return {
			assessmentId: assessment.id,
			total: progress?.total ?? 0,
			sheets: sheets.map(({ id, name, finished }) => ({ id, name, finished, done: progress?.assessors.find((a) => a.assessorId === id)?.done ?? 0 }))
		};
	});
