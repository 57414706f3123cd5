import { messageOf } from '#i18n/text.ts';
import { getCycle, loadAssessment } from '#modules/assessment/index.ts';
import { getVersion } from '#modules/methodology/index.ts';
import { getInstitution } from '#modules/territory/index.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { renderPdf } from '#platform/typst/index.ts';
import type { Run } from '../commands.ts';
import { sheetsView } from './view.ts';

const template = 'src/modules/reporting/templates/sheets.typ';

/**
 * The scoring sheets of an assessment for groups on paper: a tagged PDF/UA-1 file from the methodology version of its
 * cycle, the same bytes each time. For everyone who has to do with the assessment; NotFound for all others.
 */
export async function issueSheets(run: Run, assessmentId: string, locale: Locale): Promise<{ bytes: Uint8Array; fileName: string }> {
	const { set, slug, publishedAt } = await run(async (context) => {
		const assessment = await loadAssessment(context, assessmentId);
		const version = await getVersion(context, assessment.methodologyVersionId);
		const institution = await getInstitution(context, assessment.institutionId);
		const cycle = await getCycle(context, assessment.cycleId);
		return {
			set: { document: version.document, version: version.version, sha256: version.sha256, mode: assessment.mode, institution: institution.name, cycle: cycle.name, locale },
			slug: institution.slug,
			publishedAt: version.publishedAt
		};
	});
	const title = `${messageOf('report_sheet_kind', {}, locale)}: ${inLocale(set.institution, locale)}, ${inLocale(set.cycle, locale)}`;
	return { bytes: await renderPdf(template, sheetsView(set), { locale, timestamp: publishedAt, title }), fileName: `${slug}.sheets.${locale}.pdf` };
}
