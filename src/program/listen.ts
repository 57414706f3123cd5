import compression from 'compression';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '#platform/config.ts';
import { getRuntime } from '#platform/runtime.ts';
import { openDoor, openSound } from '../door/index.ts';

const buildDir = join(import.meta.dirname, '../../build');

/** On every answer; a page replaces the content security policy with its own, which names its styles. */
const securityHeaders = {
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
	'x-frame-options': 'DENY'
};

/**
 * Starts the web server over the built pages and resolves with the address people open. The origin of every request is
 * set from PUBLIC_URL at run time: the page framework would otherwise assume https and refuse forms over plain http.
 */
export async function listen(config: Config): Promise<{ server: Server; url: string }> {
	process.env['PROTOCOL_HEADER'] = 'x-socquality-protocol';
	process.env['HOST_HEADER'] = 'x-socquality-host';
	// Our own readers limit forms to 1 MB and files to 100 MB; the adapter's 512 kB would cut both.
	process.env['BODY_SIZE_LIMIT'] = 'Infinity';
	if (config.TRUSTED_PROXY) process.env['ADDRESS_HEADER'] = 'x-forwarded-for';
	const { handler } = (await import(pathToFileURL(join(buildDir, 'handler.js')).href)) as { handler: (request: IncomingMessage, response: ServerResponse) => void };
	const compress = compression();
	const door = openDoor(getRuntime(), openSound(getRuntime()));
	const origin = config.PUBLIC_URL ? new URL(config.PUBLIC_URL) : null;
	const server = createServer({ requestTimeout: 300_000 }, (request, response) => {
		// Respondents' pages have headers, bytes and compression of their own.
		if (door(request, response)) return;
		request.headers['x-socquality-protocol'] = origin ? origin.protocol.slice(0, -1) : 'http';
		request.headers['x-socquality-host'] = origin ? origin.host : (request.headers.host ?? `${config.HOST}:${config.PORT}`);
		// Before the pages are asked, so that files and refusals that never reach them carry the headers too.
		for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
		compress(request as Parameters<typeof compress>[0], response as Parameters<typeof compress>[1], () => handler(request, response));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', (problem: NodeJS.ErrnoException) =>
			reject(problem.code === 'EADDRINUSE' ? new Error(`Port ${config.PORT} on ${config.HOST} is in use: stop the other program or set PORT to another number.`) : problem)
		);
		server.listen(config.PORT, config.HOST, resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : config.PORT;
	const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
	return { server, url: origin?.origin ?? `http://${host}:${port}` };
}

/** Stops taking new requests and gives running ones five seconds. */
export async function closeServer(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		const force = setTimeout(() => server.closeAllConnections(), 5_000);
		server.close(() => {
			clearTimeout(force);
			resolve();
		});
		server.closeIdleConnections();
	});
}
