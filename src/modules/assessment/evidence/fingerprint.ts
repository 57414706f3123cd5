import { createHash } from 'node:crypto';
import type { EvidenceDetail } from './model.ts';

/** A short mark of what can be changed about a piece of evidence: differs once somebody else has changed it. */
export const fingerprintOf = (e: Pick<EvidenceDetail, 'title' | 'note' | 'holdsFrom' | 'expiresOn' | 'nodeIds'>): string =>
	createHash('sha256')
		.update(JSON.stringify([e.title, e.note, e.holdsFrom, e.expiresOn, [...e.nodeIds].sort()]))
		.digest('hex')
		.slice(0, 16);
