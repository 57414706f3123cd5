import { defineConfig } from 'vitest/config';

// Rules without a database: pure functions, texts, dependency rules.
export default defineConfig({
	test: { include: ['src/**/*.rules.test.ts', 'src/platform/*.test.ts', 'src/i18n/**/*.test.ts', 'tests/rules/**/*.test.ts'], maxWorkers: 2, testTimeout: 30_000 }
});
