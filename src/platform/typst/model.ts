/** What a template is rendered with, besides its data. */
export interface RenderOptions {
	/** The language of the document: hyphenation, quotation marks, what a screen reader speaks. */
	readonly locale: string;
	/** The date that the file carries. Given, never "now": the same input must give the same bytes. */
	readonly timestamp: Date;
	/** The title of the document, as the reader's window shows it. */
	readonly title: string;
}

/** One job as it goes to the rendering process. `template` is an absolute path. */
export interface RenderJob {
	readonly id: number;
	readonly template: string;
	readonly data: unknown;
	readonly locale: string;
	readonly title: string;
	/** Seconds since 1970. */
	readonly timestamp: number;
}

