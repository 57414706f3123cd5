import { z } from 'zod';
import type { LocalizedText } from '#platform/locale.ts';
import { day, optionalText, requiredText } from '#platform/web/form.ts';
import type { GroupKind } from '../../model.ts';
import type { Achievement } from '../../project.ts';
import { revisionField, sourceFields, sourceOf } from '../fields.ts';

export const achievementSubjects = ['indicator', 'deliverable', 'group'] as const;
export type AchievementSubject = (typeof achievementSubjects)[number];

/** What a version plans and what can therefore be reached. Numbers are decimal text; null is unknown, never zero. */
export interface PlannedThing {
	readonly subject: AchievementSubject;
	readonly key: string;
	readonly name: LocalizedText;
	readonly unit: LocalizedText | null;
	readonly kind: 'result' | 'output' | 'deliverable' | GroupKind;
	/** A code of the programme, where it has one. */
	readonly code: string | null;
	readonly baseline: string | null;
	readonly baselineOn: string | null;
	readonly planned: string | null;
	/** The plan is a lower bound. */
	readonly atLeast: boolean;
	readonly due: string | null;
	/** The partner whose activity it belongs to; null: of the whole project. */
	readonly partner: string | null;
	/** Titles of the work package and the activity it stands in. */
	readonly within: readonly LocalizedText[];
	readonly plannedSource: Source | null;
}

/** A document of the version and the place in it. */
export interface Source {
	readonly document: string;
	readonly place: string;
}

/** How what was reached stands to the plan. */
export type Standing = 'not-recorded' | 'no-plan' | 'as-planned' | 'more' | 'less';

export interface ResultRow extends PlannedThing {
	readonly achievement: Achievement | null;
	readonly standing: Standing;
}

/** One thing that was said to be reached, with who said it; withdrawn ones stay to be read. */
export interface AchievementEntry extends Achievement {
	readonly id: string;
	readonly recordedAt: Date;
	readonly recordedByName: string | null;
	readonly withdrawnAt: Date | null;
	readonly withdrawnReason: string;
}

/** What is handed to `recordAchievement`. */
export interface AchievementInput {
	readonly subject: AchievementSubject;
	readonly key: string;
	/** As people write numbers: "706", "1 250", "7,5". */
	readonly reached: string;
	/** The day by which it was reached. */
	readonly byDay: string;
	readonly note?: string;
	readonly source?: Source | null;
	/** The mark of the entries that were seen when the form was opened, see `entriesMark`; left out where nobody looked. */
	readonly seen?: number;
	readonly reportId?: string | null;
}

export const AchievementForm = z
	.object({ reached: requiredText(30), byDay: day, note: optionalText(1000), ...sourceFields, seen: revisionField })
	.transform(({ document, place, ...rest }) => ({ ...rest, source: sourceOf({ document, place }) }));
export const AchievementWithdrawal = z.object({ id: z.uuid({ error: 'wrong' }), reason: requiredText(1000) });
