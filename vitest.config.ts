import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	// Components are tested as the pages that the server sends, with their styles inside.
	plugins: [svelte({ configFile: false, compilerOptions: { css: 'injected' } })],
	test: {
		include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.test.ts'],
		exclude: ['tests/browser/**', 'tests/program/**'],
		globalSetup: ['tests/support/global-database.ts'],
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 60_000
	}
});
