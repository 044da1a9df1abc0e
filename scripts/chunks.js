// A plugin for esbuild that keeps the number of chunks small: each is a file to read at the start.
import {join} from 'node:path';

/**
 * What is imported on demand is never the first: the start of the program is loaded before it, and mostly what performs a
 * command. Here each such module says so. Without it, all that two of them share becomes a chunk of its own for each pair.
 */
export const fewerChunks = root => ({
	name: 'fewer-chunks',
	setup(build) {
		const start = join(root, 'src', 'cli', 'main.ts');
		const performed = join(root, 'src', 'cli', 'perform.ts');
		const completion = join(root, 'src', 'cli', 'completion');
		// What most commands load too.
		const common = [
			join(root, 'src', 'ui', 'silent', 'silent.ts'),
			join(root, 'src', 'commands', 'compile', 'compile.ts'),
		];
		build.onResolve({filter: /^\.\.?\/.*\.tsx?$/}, ({kind, path, resolveDir, importer}) => {
			if (kind !== 'dynamic-import') return undefined;
			const isFirst = importer === start || importer.startsWith(completion);
			return {path: join(resolveDir, path), namespace: isFirst ? 'after-start' : 'after-perform'};
		});
		const load = (namespace, before) =>
			build.onLoad({filter: /.*/, namespace}, ({path}) => ({
				contents: [
					...before.map(file => `import ${JSON.stringify(file)};`),
					`export * from ${JSON.stringify(path)};`,
				].join('\n'),
				resolveDir: root,
			}));
		load('after-start', [start]);
		load('after-perform', [start, performed, ...common]);
	},
});
