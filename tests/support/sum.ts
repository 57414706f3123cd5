import { existsSync, readFileSync } from 'node:fs';

// Adds up the runs of the test program; a run without a result counts as one failure.
interface Run {
	success: boolean;
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numFailedTestSuites: number;
}
let [passed, failed, skipped] = [0, 0, 0];
for (const file of process.argv.slice(2)) {
	if (!existsSync(file)) {
		console.error(`A test run ended without a result (${file}).`);
		failed++;
		continue;
	}
	const run = JSON.parse(readFileSync(file, 'utf8')) as Run;
	passed += run.numPassedTests;
	// A file that could not even be loaded has no failed test, but it failed.
	failed += Math.max(run.numFailedTests, run.success ? 0 : 1);
	skipped += run.numPendingTests;
}
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
