import { openDatabase, type Connection } from '#platform/database/database.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { randomIds } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { setRuntime } from '#platform/runtime.ts';
import { listen } from '../src/program/listen.ts';

/** The program's own web server in a process of its own, for the survey benchmark; the database's address comes in DOOR. */
const { connection } = JSON.parse(process.env['DOOR'] ?? '{}') as { connection: Connection };
const config = readConfig({ LOG_LEVEL: 'silent', PORT: '0', HOST: '127.0.0.1' });
setRuntime({ config, database: openDatabase(connection), clock: systemClock, log: createLog('silent'), newId: randomIds, demo: false, ready: true, enqueue: async () => undefined });
console.log(`ready ${(await listen(config)).url}`);
