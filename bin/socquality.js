#!/usr/bin/env node
// Node 24 reads TypeScript by itself; an older one hands over to the Node that npm installed beside the project.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./socquality.ts', import.meta.url));
const ownNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= 24) {
	// Compiled code is kept beside the packages, so that the second start is quicker than the first.
	module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/socquality', import.meta.url)));
	await import('./socquality.ts');
} else if (existsSync(ownNode)) {
	const child = spawn(ownNode, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
} else {
	console.error('SocQuality needs Node 24. Run "npm ci" in the project folder first: it brings its own.');
	process.exit(2);
}
