// The progress of a build or a push, read from the engine's output: how many steps or layers are known and done.

export type EngineProgress = {
	readonly what: 'build' | 'push';
	readonly done: number;
	/** Known so far: engines report the steps of a later stage, and layers, only when they reach them. */
	readonly total: number;
	readonly unit: 'steps' | 'layers';
};

/** Reads an engine's output line by line; gives the progress where a line changes it. */
export type ProgressReader = (line: string) => EngineProgress | undefined;

/**
 * Reads a build: BuildKit's plain progress (`#7 [build 3/9] RUN …`, `#7 DONE 0.3s`), docker's older builder
 * (`Step 3/9 : RUN …`), podman and buildah (`[1/2] STEP 3/9: RUN …`). One step counts as done when the next begins.
 */
export function buildProgress(): ProgressReader {
	const totals = new Map<string, number>();
	const before = new Map<string, number>();
	const numbered = new Set<string>();
	const finished = new Set<string>();
	return onlyChanges(line => {
		const [, vertex = '', stage = '', , steps] = /^#(\d+) \[(?:(\S.*) )?(\d+)\/(\d+)\] /.exec(line) ?? [];
		if (steps !== undefined) {
			totals.set(stage, Number(steps));
			numbered.add(vertex);
		}
		const ended = /^#(\d+) (?:DONE|CACHED)\b/.exec(line)?.[1];
		if (ended !== undefined && numbered.has(ended)) finished.add(ended);
		const [, part = '', at, all] =
			/^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/(\d+): /.exec(line) ?? /^(Step )(\d+)\/(\d+) : /.exec(line) ?? [];
		if (at !== undefined && follows(Number(at), Number(all), part)) {
			// The stages before are done when another begins.
			for (const [other, number] of totals) if (other !== part) before.set(other, number);
			totals.set(part, Number(all));
			before.set(part, Number(at) - 1);
		}
		if (/^(?:\[\d+\/\d+\] )?COMMIT |^Successfully built [0-9a-f]+$/.test(line))
			for (const [other, number] of totals) before.set(other, number);
		const total = sum(totals.values());
		if (total === 0) return undefined;
		return {what: 'build', done: finished.size + sum(before.values()), total, unit: 'steps'};
	});

	/** The output of a step may look like the head of a step; a real one follows the step before it. */
	function follows(at: number, all: number, part: string): boolean {
		const known = totals.get(part);
		return known === undefined ? at === 1 : known === all && at === (before.get(part) ?? 0) + 2;
	}
}

/** Reads a push: docker reports each layer and its result; podman and buildah list the layers, and report the end of all. */
export function pushProgress(): ProgressReader {
	const layers = new Set<string>();
	const there = new Set<string>();
	return onlyChanges(line => {
		const [, layer, state] = /^([0-9a-f]{12}): (\S.*)$/.exec(line) ?? [];
		if (layer !== undefined && state !== undefined) {
			layers.add(layer);
			if (/^(?:Pushed|Layer already exists|Mounted from )/.test(state)) there.add(layer);
		}
		const [, blob, how = ''] = /^Copying blob (?:sha256:)?([0-9a-f]{12})[0-9a-f]*\b(.*)$/.exec(line) ?? [];
		if (blob !== undefined) {
			layers.add(blob);
			if (/^ (?:done|skipped)/.test(how)) there.add(blob);
		}
		if (line.startsWith('Copying config ')) for (const one of layers) there.add(one);
		return layers.size === 0 ? undefined : {what: 'push', done: there.size, total: layers.size, unit: 'layers'};
	});
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

function onlyChanges(read: ProgressReader): ProgressReader {
	let last = '';
	return line => {
		const progress = read(line);
		if (progress === undefined) return undefined;
		const now = `${progress.done}/${progress.total}`;
		if (now === last) return undefined;
		last = now;
		return progress;
	};
}
