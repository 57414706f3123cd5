import { defineConfig } from 'vitest/config';

// The whole program, its real database and a real browser. Each part has a program of its own: what one changes in the
// demonstration must not be what another looks at.
const parts: Record<string, string[]> = {
	pages: ['tests/browser/accessibility.test.ts', 'tests/browser/weight.test.ts'],
	cycle: ['tests/browser/cycle.test.ts', 'tests/browser/project.test.ts'],
	rights: ['tests/browser/permissions.test.ts', 'tests/browser/garbage.test.ts', 'tests/browser/garbage-surveys.test.ts'],
	survey: ['tests/browser/survey.test.ts'],
	program: ['tests/program/**/*.test.ts']
};
const part = process.env['PART'] ?? 'pages';

export default defineConfig({
	test: {
		include: parts[part] ?? [],
		globalSetup: part === 'program' ? [] : ['tests/browser/global-program.ts'],
		// One program, one browser: files run one after the other.
		fileParallelism: false,
		testTimeout: 240_000,
		hookTimeout: 120_000
	}
});
