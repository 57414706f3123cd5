/** The part of espeak-ng (compiled by Emscripten) that is used here; the package brings no types. */
declare module 'espeak-ng' {
	interface FileSystem {
		writeFile(path: string, text: string): void;
		readFile(path: string): Uint8Array;
	}
	interface Options {
		readonly arguments: readonly string[];
		readonly print: (line: string) => void;
		readonly printErr: (line: string) => void;
		readonly preRun: readonly ((program: { readonly FS: FileSystem }) => void)[];
		/** Takes a module that is compiled already. */
		readonly instantiateWasm: (imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void) => object;
	}
	/** Runs the program once, as from a command line, with files in memory. */
	export default function run(options: Options): Promise<{ readonly FS: FileSystem }>;
}
