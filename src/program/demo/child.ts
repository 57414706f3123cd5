import { fixedClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/database.ts';
import { randomIds } from '#platform/ids.ts';
import { createLog } from '#platform/log.ts';
import { setRuntime, type Runtime } from '#platform/runtime.ts';
import type { ChildInput } from './in-child.ts';
import { seedDemonstration } from './index.ts';

// The process of `seedInChild`: its own handle on the database, and nothing else of the program.
const { app, config, now } = await new Promise<ChildInput>((resolve) => process.once('message', resolve));
const database = openDatabase(app, 2);
const runtime: Runtime = { config, database, clock: fixedClock(now), log: createLog(config.LOG_LEVEL), newId: randomIds, demo: true, ready: false, enqueue: async () => undefined };
setRuntime(runtime);
await seedDemonstration(runtime);
await database.close();
process.disconnect();
