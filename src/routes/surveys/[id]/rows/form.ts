import { z } from 'zod';
import { requiredText } from '#platform/web/form.ts';

export const PurposeForm = z.object({ purpose: requiredText(1000) });
