import { currentLocale } from '#i18n/text.ts';

/** A rate in the language's writing. */
export const showRate = (rate: string): string => (currentLocale() === 'en' ? rate : rate.replace('.', ','));
