import type { Command } from 'commander';

type SetCode = (code: number) => void;

// Each command loads its own code when it runs, so that --help and --version answer at once.
export function addCommands(program: Command, setCode: SetCode): void {
	const add = (spec: string, description: string, examples: string[]): Command =>
		program
			.command(spec)
			.description(description)
			.helpOption('--help', 'show this help')
			.addHelpText('after', `\nExamples:\n${examples.map((e) => `  $ npx socquality ${e}`).join('\n')}`);

	add('start', 'start SocQuality: database, pages, background work', ['start', 'start   # with PORT=8080 in the environment']).action(async () => (await import('./serve.ts')).serve());
	add('migrate', 'bring the database up to date, and stop', ['migrate']).action(async () => (await import('./maintain.ts')).migrateNow());
	add('demo', 'write the reports of the demonstration region, from a throw-away database', ['demo --out reports'])
		.requiredOption('--out <dir>', 'the folder to write to')
		.action(async (options: { out: string }) => (await import('./demo.ts')).writeDemonstration(options.out));
	add('leave-demo', 'remove the demonstration region and start with an empty one', ['leave-demo --yes'])
		.option('--yes', 'really remove it')
		.action(async (options: { yes?: boolean }) => (await import('./maintain.ts')).leaveDemonstration(options.yes ?? false));

	add('profile <institution>', "print an institution's profile in its newest (or a named) cycle", ['profile viesite-day-centre', 'profile viesite-day-centre --json', 'profile viesite-day-centre --cycle 5c0e… --lang lv'])
		.option('--region <slug>', 'the region; needed only when there are several')
		.option('--cycle <id>', 'the cycle; the newest one with a profile unless given')
		.option('--lang <lang>', 'lv, lt or en', 'en')
		.option('--json', 'print JSON with exact values, rules and version')
		.action(async (institution: string, options) => (await import('./results.ts')).printProfile(institution, options));
	add('report <institution>', "write an institution's report as PDF", ['report viesite-day-centre --lang lv --out viesite.pdf'])
		.option('--region <slug>', 'the region; needed only when there are several')
		.option('--cycle <id>', 'the cycle; the newest one with a profile unless given')
		.option('--lang <lang>', 'lv, lt or en', 'en')
		.option('--out <file>', 'the file to write; <institution>.<lang>.pdf unless given')
		.action(async (institution: string, options) => (await import('./results.ts')).writeReport(institution, options));

	const user = add('user', 'people who use SocQuality', ['user add --email anna@example.org --name "Anna Liepa" --role coordinator']);
	user
		.command('add')
		.description('add a person with a role and print a sign-in link')
		.requiredOption('--email <email>', 'mail address')
		.requiredOption('--name <name>', 'name')
		.requiredOption('--role <role>', 'administrator, coordinator, lead, head, member, evaluator or viewer')
		.option('--region <slug>', 'the region; needed only when there are several')
		.option('--institution <slug>', 'the institution, for roles of one institution')
		.option('--json', 'print JSON')
		.action(async (options) => (await import('./people.ts')).addPerson(options));

	const importCommand = add('import', 'data from other tools', ['import responses answers.csv --survey 5c0e… --map map.csv --dry-run']);
	importCommand
		.command('responses <file>')
		.description('read answers to a survey from a CSV file: all or none, with a report of every refused cell')
		.requiredOption('--survey <id>', 'the survey')
		.option('--map <file>', 'which column answers which question (CSV: column,question; or JSON); equal names unless given')
		.option('--variant <name>', 'the wording that was answered: standard or easy', 'standard')
		.option('--dry-run', 'check everything and store nothing')
		.option('--skip-refused', 'store the rows that fit although others do not')
		.option('--again', 'store although this very file was imported before')
		.option('--region <slug>', 'the region; needed only when there are several')
		.option('--json', 'print the report as JSON')
		.action(async (file: string, options) => setCode(await (await import('./import.ts')).importAnswers(file, options)));

	add('stats <file>', 'means, intervals and reliability of the items in a CSV file', ['stats answers.csv --items A1,A2,A3 --reverse A1 --scale 1-6', 'stats answers.csv --items A1,A2 --scale 1-5 --population 120 --group age --json'])
		.requiredOption('--items <names>', 'the columns of the items, divided by commas')
		.requiredOption('--scale <low-high>', 'the lowest and the highest answer, such as 1-6')
		.option('--reverse <names>', 'those of them that are worded the other way round')
		.option('--population <n>', 'how many people might have answered: narrows the intervals')
		.option('--group <name>', 'a column: figures also for the rows of each of its values')
		.option('--json', 'print JSON')
		.action(async (file: string, options) => (await import('./stats.ts')).printStatistics(file, options));

	const person = add('person', "a person's data: the rights to see and to be forgotten", ['person export anna@example.org > anna.json', 'person erase anna@example.org --yes']);
	person
		.command('export <email>')
		.description('print everything that is held about a person, as JSON')
		.option('--region <slug>', 'the region; needed only when there are several')
		.action(async (email: string, options) => (await import('./people.ts')).exportData(email, options));
	person
		.command('erase <email>')
		.description('erase a person; scores stay without a name')
		.option('--yes', 'really erase')
		.action(async (email: string, options) => (await import('./people.ts')).eraseData(email, options));

	const project = add('project', 'projects of a region', ['project export --iati --out projects.xml', 'project import projects.xml --dry-run', 'project check plan.pdf article.html --project LLI-317 --json']);
	project
		.command('export')
		.description('write the agreed projects of a region as a file of the International Aid Transparency Initiative (IATI 2.03)')
		.requiredOption('--iati', 'the format: activities of IATI 2.03')
		.option('--out <file>', 'the file to write; printed unless given')
		.option('--region <slug>', 'the region; needed only when there are several')
		.action(async (options) => (await import('./project-exchange.ts')).exportProjects(options));
	project
		.command('import <file>')
		.description('make projects of the activities in an IATI file: all or none; projects that are here already are compared and stay')
		.option('--dry-run', 'check everything and store nothing')
		.option('--region <slug>', 'the region; needed only when there are several')
		.option('--json', 'print the report as JSON')
		.action(async (file: string, options) => setCode(await (await import('./project-exchange.ts')).importProjects(file, options)));

	project
		.command('check <file...>')
		.description('find contradictions between documents about projects: amounts, dates, periods, partners, places and counted results (TXT, HTML, PDF, DOCX)')
		.option('--project <code>', 'compare with the registered project of this code too')
		.option('--region <slug>', 'the region of the registered project; needed only when there are several')
		.option('--lang <lang>', 'the language of the explanations: lv, lt or en', 'en')
		.option('--json', 'print JSON')
		.action(async (files: string[], options) => (await import('./project-check.ts')).checkFiles(files, options));

	const auditCommand = add('audit', 'the chain of changes', ['audit verify', 'audit verify --json']);
	auditCommand
		.command('verify')
		.description('check that no entry of the audit was changed, removed or cut off')
		.option('--json', 'print JSON')
		.action(async (options: { json?: boolean }) => setCode(await (await import('./maintain.ts')).verifyAudit(options.json ?? false)));

	add('backup <dir>', 'copy the running database and its keys into a new folder', ['backup /var/backups/socquality-2026-11-22']).action(async (dir: string) => (await import('./maintain.ts')).backup(dir));
	add('restore <dir>', 'restore a backup into an empty DATA_DIR', ['restore /var/backups/socquality-2026-11-22   # with DATA_DIR=./restored']).action(async (dir: string) => (await import('./maintain.ts')).restore(dir));
}
