import { createServer } from 'vite';
import { readConfig } from '#platform/config.ts';
import { openDoor, openSound } from '../src/door/index.ts';
import { openProgram } from '../src/program/open.ts';

// For developers: the pages reload as they change. `DATA_DIR=/tmp/my PORT=3101 node scripts/dev.ts`
const config = readConfig(process.env);
const program = await openProgram(config, { join: false });
const door = openDoor(program.runtime, openSound(program.runtime));
const vite = await createServer({ plugins: [{ name: 'survey-door', configureServer: (server) => void server.middlewares.use((request, response, next) => void (door(request, response) || next())) }], server: { host: config.HOST, port: config.PORT, strictPort: true }, logLevel: 'warn' });
await vite.listen();
program.runtime.ready = true;
console.log(`SocQuality (development) is ready: http://${config.HOST}:${config.PORT}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void vite.close().then(() => program.close()).then(() => process.exit(0)));
}
