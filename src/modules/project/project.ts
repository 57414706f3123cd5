import type { ProjectId, ProjectVersionId } from '#platform/ids.ts';
import type { ProjectState, VersionStage } from './lifecycle.ts';
import type { ProjectDocument } from './model.ts';

/** A project as it stands: its state, and the version in force. */
export interface Project {
	readonly id: ProjectId;
	readonly slug: string;
	readonly state: ProjectState;
	/** Null while nothing was agreed: only a draft. */
	readonly versionId: ProjectVersionId | null;
	/** Null while visitors do not see it. */
	readonly publishedAt: Date | null;
	/** Made up to try things out: marked, in no total and no export, never shown to visitors. */
	readonly invented: boolean;
	readonly revision: number;
}

export interface ProjectVersion {
	readonly id: ProjectVersionId;
	readonly projectId: ProjectId;
	/** Counted from 1 within the project. */
	readonly number: number;
	readonly stage: VersionStage;
	/** `YYYY-MM-DD`: it holds from this day. */
	readonly inForceFrom: string;
	readonly reason: string;
	readonly sha256: string;
	readonly madeAt: Date;
	readonly document: ProjectDocument;
}

/** The newest reached value of one thing that the version plans; nothing recorded is no row, never zero. */
export interface Achievement {
	readonly subject: 'indicator' | 'deliverable' | 'group';
	readonly key: string;
	/** Decimal text. */
	readonly reached: string;
	readonly byDay: string;
	readonly note: string;
	readonly source: { readonly document: string; readonly place: string } | null;
}
