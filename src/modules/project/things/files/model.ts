import { z } from 'zod';
import { requiredText } from '#platform/web/form.ts';
import { revisionField } from '../fields.ts';

/** A file kept with a project: agreement, concept, article, report. */
export interface ProjectFile {
	readonly id: string;
	readonly title: string;
	readonly name: string;
	readonly mediaType: string;
	/** Bytes. */
	readonly size: number;
	/** Visitors may have it once they see the project. */
	readonly public: boolean;
	readonly addedBy: string | null;
	readonly addedByName: string | null;
	readonly addedAt: Date;
	readonly revision: number;
}

const ticked = z.union([z.literal('yes'), z.literal('')]).optional().transform((value) => value === 'yes');
export const FileForm = z.object({ title: requiredText(300), public: ticked });
export type FileInput = z.output<typeof FileForm>;
export const FileChange = z.object({ title: requiredText(300), public: ticked, revision: revisionField });
