import { defineConfig } from 'vitest/config';

// The whole program, its real database and a real browser.
export default defineConfig({
	test: {
		include: ['tests/browser/**/*.test.ts', 'tests/program/**/*.test.ts'],
		globalSetup: ['tests/browser/global-program.ts'],
		// One program, one browser: files run one after the other.
		fileParallelism: false,
		testTimeout: 120_000,
		hookTimeout: 120_000
	}
});
