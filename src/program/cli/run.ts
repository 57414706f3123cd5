import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { AppError, Invalid } from '#platform/errors.ts';
import { ConfigError } from '#platform/config.ts';
import { messageOf } from '#i18n/text.ts';
import { addCommands } from './commands.ts';
import { UsageError } from './usage.ts';

const version = (JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { version: string }).version;

/**
 * Parses the command line, runs one command and returns the exit code: 0 done, 1 failed, 2 the input was wrong. Results
 * go to standard output, everything else to standard error.
 */
export async function run(args: string[]): Promise<number> {
	const program = new Command('socquality')
		.description('Quality management for social services: self-assessment from methodology to report.')
		.version(version, '--version', 'print the version')
		.helpOption('--help', 'show what a command does, with examples')
		.showSuggestionAfterError(true)
		.exitOverride()
		.configureOutput({ writeErr: () => undefined })
		.addHelpText('after', '\nExamples:\n  $ npx socquality start\n  $ npx socquality demo --out reports\n  $ npx socquality profile auce-service-apartments --json\n  $ npx socquality backup /var/backups/socquality\n\nExit codes: 0 done, 1 failed, 2 the input was wrong.');
	let code = 0;
	addCommands(program, (value) => (code = value));
	try {
		await program.parseAsync(args, { from: 'user' });
		return code;
	} catch (problem) {
		return report(problem, program);
	}
}

function report(problem: unknown, program: Command): number {
	if (problem instanceof CommanderError) {
		if (problem.exitCode === 0) return 0;
		if (problem.code === 'commander.help') {
			process.stderr.write(program.helpInformation());
			return 2;
		}
		const sentence = problem.message.replace(/^error: /, '').replace(/\n/g, ' ');
		process.stderr.write(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}. See "npx socquality --help".\n`);
		return 2;
	}
	if (problem instanceof UsageError || problem instanceof ConfigError) {
		process.stderr.write(`${problem.message}\n`);
		return 2;
	}
	if (problem instanceof Invalid) {
		for (const [field, e] of Object.entries(problem.fields)) process.stderr.write(`${field}: ${messageOf(`error_${e.code}`, e.params ?? {}, 'en')}\n`);
		return 2;
	}
	if (problem instanceof AppError) {
		process.stderr.write(`${messageOf(`error_${problem.code}`, problem.params, 'en')}\n`);
		return problem.status < 500 ? 2 : 1;
	}
	process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
	if (process.env['LOG_LEVEL'] === 'debug' && problem instanceof Error) process.stderr.write(`${problem.stack}\n`);
	return 1;
}
