/** A bar for long commands: drawn over itself on a terminal, one line a stage elsewhere. */
export interface ProgressBar {
	show(stage: string, done: number, total: number): void;
	end(): void;
}

export function progressBar(stream: NodeJS.WriteStream): ProgressBar {
	let open = false;
	let stageShown = '';
	return {
		show: (stage, done, total) => {
			if (!stream.isTTY) {
				if (stage !== stageShown) stream.write(`${stage} …\n`);
				stageShown = stage;
				return;
			}
			const width = 30;
			const filled = Math.round((width * done) / Math.max(1, total));
			stream.write(`\r\u001b[K${stage.padEnd(22)}[${'█'.repeat(filled)}${' '.repeat(width - filled)}] ${done}/${total}`);
			open = true;
		},
		end: () => {
			if (open) stream.write('\n');
			open = false;
		}
	};
}
