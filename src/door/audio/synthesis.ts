import run from 'espeak-ng';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createMp3Encoder } from 'wasm-media-encoders';
import { bitRate, type Voice } from './model.ts';

/** Sound as the synthesiser makes it: one channel, samples from -1 to 1. */
export interface Sound {
	readonly rate: number;
	readonly samples: Float32Array<ArrayBuffer>;
}

const held: { program?: Promise<WebAssembly.Module> } = {};

async function compiled(): Promise<WebAssembly.Module> {
	const folder = dirname(createRequire(import.meta.url).resolve('espeak-ng'));
	return WebAssembly.compile(await readFile(join(folder, 'espeak-ng.wasm')));
}

/** Speaks a text. Throws when the synthesiser has no such voice or makes no sound. Only for the speaking process. */
export async function speak(text: string, { name, rate, gap }: Voice): Promise<Sound> {
	const program = await (held.program ??= compiled());
	const said: string[] = [];
	const say = (line: string): void => void said.push(line);
	// The text comes from a file, so that nothing in it can be taken for an option.
	const { FS } = await run({
		arguments: ['-v', name, '-s', String(rate), '-g', String(gap), '-b', '1', '-w', 'out.wav', '-f', 'in.txt'],
		print: say,
		printErr: say,
		preRun: [({ FS: files }) => files.writeFile('in.txt', text)],
		instantiateWasm: (imports, ready) => {
			void WebAssembly.instantiate(program, imports).then(ready);
			return {};
		}
	});
	try {
		return readWave(FS.readFile('out.wav'));
	} catch {
		throw new Error(`No sound for the voice "${name}": ${said.join(' ').slice(0, 300)}`);
	}
}

/** The samples of a WAV file of 16 bits and one channel. Its lengths are not read: a program that cannot seek leaves them open. */
export function readWave(bytes: Uint8Array): Sound {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const data = file.indexOf('data', 12, 'latin1') + 8;
	if (file.toString('latin1', 0, 4) !== 'RIFF' || data < 44 || file.readUInt16LE(22) !== 1 || file.readUInt16LE(34) !== 16) throw new RangeError('not a WAV file of 16 bits and one channel');
	const samples = new Float32Array((file.length - data) >> 1);
	for (let i = 0; i < samples.length; i++) samples[i] = file.readInt16LE(data + i * 2) / 32_768;
	return { rate: file.readUInt32LE(24), samples };
}

/** The sound as MP3 with a constant rate of bits, so that every browser can jump in it. */
export async function encode({ rate, samples }: Sound): Promise<Buffer> {
	const encoder = await createMp3Encoder();
	encoder.configure({ sampleRate: rate, channels: 1, bitrate: bitRate });
	// The encoder uses its memory again with the next call.
	const body = Buffer.from(encoder.encode([samples]));
	return Buffer.concat([body, Buffer.from(encoder.finalize())]);
}
