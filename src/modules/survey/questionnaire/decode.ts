/** How the bytes of a text file were read. */
export type Encoding = 'utf-8' | 'utf-16' | 'windows-1257';

/**
 * The text of a file that people saved with some program: by its byte order mark, else UTF-8 where it is that, else
 * Windows-1257, the encoding of older spreadsheet programs in the Baltic states.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' };
	if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' };
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
	} catch {
		return { text: new TextDecoder('windows-1257').decode(bytes), encoding: 'windows-1257' };
	}
}
