import { hasInstitutionRole } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { NotFound } from '#platform/errors.ts';
import type { Evidence } from './model.ts';
import { evidenceOfInstitution } from './store.ts';

/**
 * All evidence of an institution, removed ones marked. For people with a role in it who may refer to evidence: lead,
 * head, member, evaluator. Everybody else gets NotFound.
 */
export async function listEvidence(context: Context, institutionId: string): Promise<Evidence[]> {
	if (!hasInstitutionRole(context.actor, institutionId, 'lead', 'head', 'member', 'evaluator')) throw new NotFound();
	return evidenceOfInstitution(context, institutionId);
}
