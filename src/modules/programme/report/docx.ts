import { strToU8, unzipSync, zipSync, strFromU8 } from 'fflate';
import type { Block, MonitoringView } from './model.ts';

type Docx = typeof import('docx');

/** Colours and sizes of the documents: pine for headings, linen for heads of tables; sizes are half points. */
const look = { deep: '15362D', soft: '474F49', line: 'DDD3BF', head: 'F6F0E3', font: 'Calibri', body: 21 };
const languages = { lv: 'lv-LV', lt: 'lt-LT', en: 'en-GB' } as const;

/**
 * The report as a DOCX file: real headings, heads of tables that repeat, the language set. The same view gives the same
 * bytes: what the library dates and numbers by itself is set to `timestamp` and put in order.
 */
export async function renderDocx(view: MonitoringView, options: { readonly title: string; readonly locale: keyof typeof languages; readonly timestamp: Date }): Promise<Uint8Array> {
	// The library is large and needed rarely.
	const docx = await import('docx');
	const { AlignmentType, Document, Footer, Header, PageNumber, Packer, Paragraph, TextRun } = docx;
	const small = (text: string) => new TextRun({ text, size: 16, color: look.soft });
	const document = new Document({
		title: options.title,
		creator: 'SocQuality',
		lastModifiedBy: 'SocQuality',
		description: view.kind,
		features: { updateFields: false },
		styles: {
			default: {
				document: { run: { font: look.font, size: look.body, language: { value: languages[options.locale], eastAsia: languages[options.locale], bidirectional: languages[options.locale] } }, paragraph: { spacing: { after: 120, line: 276 } } },
				title: { run: { size: 52, bold: true, color: look.deep }, paragraph: { spacing: { before: 120, after: 240 } } },
				heading1: { run: { size: 34, bold: true, color: look.deep }, paragraph: { spacing: { before: 480, after: 160 }, keepNext: true } },
				heading2: { run: { size: 27, bold: true, color: look.deep }, paragraph: { spacing: { before: 360, after: 120 }, keepNext: true } },
				heading3: { run: { size: 23, bold: true, color: look.deep }, paragraph: { spacing: { before: 300, after: 100 }, keepNext: true } },
				heading4: { run: { size: 21, bold: true, italics: false, color: look.deep }, paragraph: { spacing: { before: 240, after: 80 }, keepNext: true } }
			}
		},
		sections: [
			{
				properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1304, right: 1247, bottom: 1247, left: 1247 } } },
				headers: { default: new Header({ children: [new Paragraph({ children: [small(view.running)] })] }) },
				footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun({ size: 16, color: look.soft, children: [`${view.page} `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })] })] }) },
				children: [...coverOf(docx, view), ...view.blocks.flatMap((block) => childrenOf(docx, block))]
			}
		]
	});
	return steady(await Packer.toBuffer(document), options.timestamp);
}

function coverOf(docx: Docx, view: MonitoringView) {
	const { HeadingLevel, Paragraph, TextRun } = docx;
	return [
		new Paragraph({ children: [new TextRun({ text: view.region, bold: true, color: look.soft })] }),
		new Paragraph({ children: [new TextRun({ text: view.kind, size: 28, color: look.soft })] }),
		new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(view.name)] }),
		...factsOf(docx, view.facts),
		...view.notes.map((note) => new Paragraph({ children: [new TextRun({ text: note, size: 18, color: look.soft })] }))
	];
}

const factsOf = ({ Paragraph, TextRun }: Docx, rows: readonly { readonly term: string; readonly text: string }[]) =>
	rows.map(({ term, text }) => new Paragraph({ spacing: { after: 60 }, children: [new TextRun({ text: `${term}: `, bold: true }), new TextRun(text)] }));

function childrenOf(docx: Docx, block: Block) {
	const { HeadingLevel, Paragraph, TextRun } = docx;
	const paragraphs = (text: string) => text.split('\n').filter((line) => line.trim() !== '').map((line) => new Paragraph({ children: [new TextRun(line)] }));
	switch (block.kind) {
		case 'heading':
			return [new Paragraph({ heading: [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4][block.level - 1] ?? HeadingLevel.HEADING_4, children: [new TextRun(block.text)] })];
		case 'list':
			return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: [new TextRun(item)] }));
		case 'facts':
			return factsOf(docx, block.rows);
		case 'table':
			return tableOf(docx, block);
		default:
			return paragraphs(block.text);
	}
}

function tableOf({ AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType }: Docx, block: Extract<Block, { kind: 'table' }>) {
	const line = { style: BorderStyle.SINGLE, size: 4, color: look.line };
	const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
	const [whole, columns] = [9412, block.header.length];
	const narrow = block.numeric.length === columns - 1 ? 950 : Math.floor(whole / columns);
	const widths = block.header.map((_, i) => (i === 0 ? whole - narrow * (columns - 1) : narrow));
	const cell = (text: string, column: number, head: boolean) =>
		new TableCell({
			width: { size: widths[column] ?? narrow, type: WidthType.DXA },
			margins: { top: 60, bottom: 60, left: 80, right: 80 },
			...(head ? { shading: { fill: look.head } } : {}),
			children: [new Paragraph({ spacing: { after: 0 }, alignment: block.numeric.includes(column) ? AlignmentType.RIGHT : AlignmentType.LEFT, children: [new TextRun({ text, size: 18, bold: head || column === 0 })] })]
		});
	return [
		new Paragraph({ keepNext: true, spacing: { before: 200, after: 80 }, children: [new TextRun({ text: block.caption, bold: true, size: 19, color: look.soft })] }),
		new Table({
			layout: TableLayoutType.FIXED,
			width: { size: whole, type: WidthType.DXA },
			columnWidths: widths,
			borders: { top: line, bottom: line, left: none, right: none, insideHorizontal: line, insideVertical: none },
			rows: [
				new TableRow({ tableHeader: true, cantSplit: true, children: block.header.map((text, i) => cell(text, i, true)) }),
				...block.rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, i) => cell(text, i, false)) }))
			]
		}),
		new Paragraph({ spacing: { after: 0 }, children: [] })
	];
}

/** The archive packed anew with fixed times, its parts in order and the document's own dates set. */
function steady(bytes: Uint8Array, timestamp: Date): Uint8Array {
	const iso = timestamp.toISOString().replace(/\.\d+Z$/, 'Z');
	const parts = Object.entries(unzipSync(new Uint8Array(bytes)))
		.filter(([name]) => !name.endsWith('/'))
		// The list of kinds of parts has to stand first for some readers.
		.sort(([a], [b]) => (a === '[Content_Types].xml' ? -1 : b === '[Content_Types].xml' ? 1 : a < b ? -1 : 1))
		.map(([name, content]) => [name, name === 'docProps/core.xml' ? strToU8(strFromU8(content).replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${iso}`)) : content] as const);
	// ZIP keeps local times: a fixed one, so that the machine's time zone does not matter.
	return zipSync(Object.fromEntries(parts), { mtime: new Date(2000, 0, 1), level: 6 });
}
