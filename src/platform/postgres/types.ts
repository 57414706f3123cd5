/** What users of the embedded server see. */

/** Connection settings, as `pg` takes them. `host` is a folder (of the Unix socket), on Windows the loopback address. */
export interface ConnectionSettings {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
}

/** A running embedded server. */
export interface EmbeddedServer {
	/** `pg` settings for the owner, who is superuser of this private cluster, to any of its databases (`postgres` always exists). */
	connection(database: string): ConnectionSettings;
	/** Where the cluster really lies. */
	readonly dataDir: string;
	/** True when another process of ours owns the running server and we only use it. */
	readonly adopted: boolean;
	/** Sentences for the person who started the program, for instance that data lie elsewhere than asked. */
	readonly notes: string[];
	/** Closes the server in order when we own it, and returns when it is gone; does nothing when `adopted`. May be called again. */
	stop(): Promise<void>;
}

/** How to start. */
export interface EmbeddedOptions {
	/** Folder for the data; made when missing. */
	dataDir: string;
	/** Takes one line for each thing worth telling. */
	log?: (line: string) => void;
	/** Use the server of another running process of ours instead of refusing (the command line beside a program). */
	join?: boolean;
	/** False only in tests: nothing is forced to the disk, and a power cut loses the data. */
	durable?: boolean;
}
