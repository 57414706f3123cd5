import pino from 'pino';

export type Log = pino.Logger;

/**
 * The program's log: JSON lines on standard error. No personal data goes in: no names, addresses, tokens, request
 * bodies or query strings; paths are logged as route patterns.
 */
export function createLog(level: string): Log {
	return pino(
		{ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, redact: ['*.password', '*.token', '*.email', 'req', 'res'] },
		pino.destination({ dest: 2, sync: true })
	);
}
