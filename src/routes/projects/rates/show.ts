import { dayInSentence } from '#i18n/format.ts';
import { currentLocale } from '#i18n/text.ts';

/** A rate in the language's writing. */
export const showRate = (rate: string): string => (currentLocale() === 'en' ? rate : rate.replace('.', ','));

/** A day as short as the language writes it, for columns of days. */
export const showDay = (day: string): string => (currentLocale() === 'lt' ? day : dayInSentence(day));
