import { roles, type Role } from '#platform/access.ts';
import { addUser, erasePersonEverywhere, exportPerson, findPersonAnywhere } from '#modules/identity/index.ts';
import { asSystem, chooseRegion, withProgram } from './with-program.ts';
import { UsageError } from './usage.ts';

interface NewPerson {
	email: string;
	name: string;
	role: string;
	region?: string;
	institution?: string;
	json?: boolean;
}

/** Adds a person with a role and prints the link that signs them in once. */
export async function addPerson(options: NewPerson): Promise<void> {
	const role = roles.find((r) => r === options.role) as Role | undefined;
	if (!role) throw new UsageError(`"${options.role}" is no role: use ${roles.join(', ')}.`);
	await withProgram(async ({ runtime }) => {
		const regionId = await chooseRegion(runtime, options.region);
		const region = await runtime.database.global((tx) => tx.selectFrom('region').select('slug').where('id', '=', regionId).executeTakeFirstOrThrow());
		const link = await addUser(runtime, { email: options.email, name: options.name, role, regionSlug: region.slug, institutionSlug: options.institution });
		process.stdout.write(options.json ? `${JSON.stringify({ link })}\n` : `Give ${options.name} this link; it signs in once, within seven days:\n${link}\n`);
	});
}

/** Prints what is held about a person, region by region. */
export async function exportData(person: string, options: { region?: string }): Promise<void> {
	await withProgram(async ({ runtime }) => {
		const found = await findPersonAnywhere(runtime, person);
		const regions = options.region ? [await chooseRegion(runtime, options.region)] : found.regions;
		const held = [];
		for (const regionId of regions) held.push(await asSystem(runtime, regionId, 'en', (context) => exportPerson(context, found.person)));
		process.stdout.write(`${JSON.stringify(held, null, '\t')}\n`);
	});
}

export async function eraseData(person: string, options: { yes?: boolean }): Promise<void> {
	if (!options.yes) throw new UsageError('This erases the person for good; their scores stay without a name. Add --yes if that is what you want.');
	await withProgram(async ({ runtime }) => {
		const id = await erasePersonEverywhere(runtime, person);
		process.stdout.write(`Erased ${id}.\n`);
	});
}
