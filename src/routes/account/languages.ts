/** The languages by their own names, so that everyone finds theirs. */
export const languageOptions = [
	{ value: 'lv', text: 'Latviešu' },
	{ value: 'lt', text: 'Lietuvių' },
	{ value: 'en', text: 'English' }
];
