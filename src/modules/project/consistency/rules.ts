import type { ProjectDocument } from '../model.ts';
import type { Achievement } from '../project.ts';
import { dateFindings } from './date-checks.ts';
import type { Finding } from './model.ts';
import { moneyFindings } from './money-checks.ts';
import { reachedFindings } from './reached-checks.ts';
import { findingsOf } from './values.ts';

const order = ['error', 'warning', 'note'];

/**
 * Where registered data contradict themselves: budget beside published shares, shares beside their rates (with a tolerance,
 * see `roundingCents`), partners beside the whole, months beside dates, reached beside planned. Errors first. `version` is put
 * behind the project's name where several versions are told apart: " (version 2)".
 */
export function checkRegistered(document: ProjectDocument, achievements: readonly Achievement[], version = ''): Finding[] {
	const making = findingsOf(document, version);
	return [...moneyFindings(document, making), ...dateFindings(document, making), ...reachedFindings(document, achievements, making)].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
