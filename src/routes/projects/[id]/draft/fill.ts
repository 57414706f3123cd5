import type { Typed } from '#modules/project/index.ts';
import type { FormFailure } from '#platform/web/action.ts';

/** What an action of the editor gives back: a form that did not pass, or rows added or removed and nothing saved yet. */
export type FormAnswer = { readonly failure?: FormFailure; readonly rows?: Typed } | null | undefined;

/** What the fields of a form hold: what was typed where the form came back, else what is saved. */
export const filledFrom = (form: FormAnswer, saved: Typed = {}): Typed => form?.failure?.typed ?? form?.rows ?? saved;

/** Whether somebody else saved meanwhile, so that the person should see what is saved now beside what was typed. */
export const isCollision = (form: FormAnswer): boolean => form?.failure?.errors.some(({ field }) => field === 'form') ?? false;
