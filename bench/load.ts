import { connect, type Socket } from 'node:net';

/** A client that costs little beside the server that it measures: one socket, one request at a time, kept alive. */
class Wire {
	readonly #socket: Socket;
	#buffer = Buffer.alloc(0);
	#wake: (() => void) | null = null;
	constructor(port: number) {
		this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
		this.#socket.on('data', (part) => {
			this.#buffer = this.#buffer.length === 0 ? part : Buffer.concat([this.#buffer, part]);
			this.#wake?.();
		});
		this.#socket.on('close', () => this.#wake?.());
	}

	/** Sends a request and resolves with status and body. Throws when the connection ends. */
	async send(head: string, body = ''): Promise<{ status: number; body: Buffer }> {
		this.#socket.write(head + body);
		for (;;) {
			const end = this.#buffer.indexOf('\r\n\r\n');
			if (end >= 0) {
				const text = this.#buffer.toString('latin1', 0, end);
				const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
				if (this.#buffer.length >= end + 4 + length) {
					const answer = { status: Number(text.slice(9, 12)), body: this.#buffer.subarray(end + 4, end + 4 + length) };
					this.#buffer = this.#buffer.subarray(end + 4 + length);
					return answer;
				}
			}
			if (this.#socket.destroyed) throw new Error('The server closed the connection');
			await new Promise<void>((resolve) => (this.#wake = resolve));
		}
	}
	close(): void {
		this.#socket.destroy();
	}
}

export interface Load {
	readonly url: string;
	/** The path of the next person's form; null when there is none left. */
	next(): string | null;
	readonly body: string;
	readonly seconds: number;
	readonly clients: number;
}

/** People who open the form and send it, one after the other on each connection. Returns completed answers a second. Throws for an answer that is not a thank-you. */
export async function answersPerSecond({ url, next, body, seconds, clients }: Load): Promise<number> {
	const { port, host, origin } = new URL(url);
	const common = `Host: ${host}\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\nAccept-Language: lv\r\nConnection: keep-alive\r\n`;
	const start = performance.now();
	const until = start + seconds * 1000;
	let done = 0;
	const person = async (): Promise<void> => {
		const wire = new Wire(Number(port));
		while (performance.now() < until) {
			const path = next();
			if (path === null) break;
			const form = await wire.send(`GET ${path} HTTP/1.1\r\n${common}\r\n`);
			if (form.status !== 200) throw new Error(`The form was answered with ${form.status}`);
			const sent = await wire.send(`POST ${path} HTTP/1.1\r\n${common}Origin: ${origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`, body);
			if (sent.status !== 200) throw new Error(`The answer was answered with ${sent.status}`);
			done++;
		}
		wire.close();
	};
	await Promise.all(Array.from({ length: clients }, person));
	return done / ((performance.now() - start) / 1000);
}
