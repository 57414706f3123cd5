const longest = 150;
// Control characters, and marks that make a name read in another order than it is written ("fdp.exe" shown as "exe.pdf").
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name that is safe on any computer, from whatever a browser sent: no path, no control or direction marks, none of the
 * characters that file systems refuse. Example: `'C:\\docs\\plāns: 2026.pdf'` gives `'plāns_ 2026.pdf'`.
 */
export function safeFileName(sent: string): string {
	const base = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
	const clean = base
		.replace(invisible, '')
		.replace(/[<>:"|?*\uFFFD]/g, '_')
		.replace(/\s+/g, ' ')
		.replace(/^[\s.]+|[\s.]+$/g, '');
	const name = reserved.test(clean) ? `_${clean}` : clean;
	if (name === '') return 'file';
	const characters = [...name];
	if (characters.length <= longest) return name;
	const extension = extensionOf(name);
	const tail = extension && extension.length < 20 ? `.${extension}` : '';
	return characters.slice(0, longest - [...tail].length).join('') + tail;
}

/** The part after the last dot in lower case, without the dot; empty when there is none. */
export function extensionOf(name: string): string {
	const dot = name.lastIndexOf('.');
	return dot < 1 ? '' : name.slice(dot + 1).toLowerCase();
}

/**
 * The header that makes a browser save a file under its name instead of showing it (RFC 6266, with the UTF-8 form of
 * RFC 5987 beside a plain ASCII one).
 */
export function attachment(fileName: string): string {
	const name = safeFileName(fileName);
	const ascii = name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_');
	const encoded = encodeURIComponent(name).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
	return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
