import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Completes package-lock.json after a change of dependencies: `node scripts/complete-lock.ts`. npm leaves optional packages
 * of other platforms out of the lock when it could not look them up, and `npm ci` then refuses the lock everywhere. Each
 * is entered with its exact version and the platform that its name tells, so that it is skipped where it does not fit.
 */
interface Entry {
	version?: string;
	cpu?: string[];
	os?: string[];
	libc?: string[];
	optional?: boolean;
	dev?: boolean;
	devOptional?: boolean;
	optionalDependencies?: Record<string, string>;
}

const file = join(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
const systems = ['linux', 'darwin', 'win32', 'android', 'freebsd', 'openharmony', 'aix', 'sunos', 'netbsd', 'openbsd'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

function platformOf(name: string): Pick<Entry, 'cpu' | 'os' | 'libc'> {
	const parts = name.split(/[/-]/);
	const os = systems.filter((system) => parts.includes(system));
	const cpu = processors.filter((processor) => parts.includes(processor));
	return {
		...(cpu.length ? { cpu } : {}),
		...(parts.some((part) => part === 'gnu' || part === 'gnueabihf') ? { libc: ['glibc'] } : parts.some((part) => part.startsWith('musl')) ? { libc: ['musl'] } : {}),
		...(os.length ? { os } : {})
	};
}

let added = 0;
for (const [, entry] of Object.entries(lock.packages)) {
	for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
		const path = `node_modules/${name}`;
		if (lock.packages[path]) continue;
		const platform = platformOf(name);
		if (!/^\d+\.\d+\.\d+/.test(version) || !platform.os) throw new Error(`${name}@${version} is no package of one platform: look at it yourself`);
		lock.packages[path] = { version, ...platform, ...(entry.dev ? { dev: true } : {}), optional: true };
		added++;
	}
}
const [root, ...rest] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([...(root ? [root] : []), ...rest.sort(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync(file, `${JSON.stringify(lock, null, '\t')}\n`);
console.log(`Added ${added} packages of other platforms.`);
