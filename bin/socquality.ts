import { run } from '../src/program/cli/run.ts';

// A reader that closes early, such as head, is no fault.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => process.exit(problem.code === 'EPIPE' ? 0 : 1));
process.exitCode = await run(process.argv.slice(2));
