// Three projects: unit tests need nothing but Node; the others ask test/bed for real parts, which says what is missing.
import {defineConfig} from 'vitest/config';
import {BaseSequencer, type TestSpecification} from 'vitest/node';

const files = (...folders: readonly string[]) => folders.map(folder => `${folder}/**/*.test.{ts,tsx}`);
const temporaryRoot = 'test/support/temporary-root.ts';
const globalSetup = [temporaryRoot, 'test/bed/global-setup.ts'];
/** After the unit tests. On two cores: these tests wait for servers, terminals and an engine, and more workers use that time. */
const after = {sequence: {groupOrder: 1}, maxWorkers: 6};

const order = ['unit', 'e2e', 'integration'];

/** The longest files begin first, so that at the end no worker waits for one of them. A worker has files of one project only. */
class ByProject extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const rank = ({project}: TestSpecification): number => order.indexOf(project.name);
		return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
	}
}

export default defineConfig({
	test: {
		sequence: {sequencer: ByProject},
		testTimeout: 60_000,
		hookTimeout: 300_000,
		setupFiles: 'test/support/no-secrets.ts',
		// On two cores: tests also wait for clocks and ports.
		maxWorkers: 4,
		// Test files share no state, so that the modules of src are loaded once for each worker, not for each file.
		isolate: false,
		// For kubectl, which ends before it would have much garbage: it is started more than a thousand times.
		env: {GOGC: '800'},
		// In node_modules. The projects share it, so that a file of src is transformed once for all of them, and not again in the next run.
		experimental: {fsModuleCache: true},
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: files('test/unit'),
					globalSetup: temporaryRoot,
					sequence: {groupOrder: 0},
				},
			},
			// What is in no other folder is here, so that no test is lost.
			{
				extends: true,
				test: {
					name: 'integration',
					include: files('test'),
					exclude: files('test/unit', 'test/e2e', 'test/server', 'test/chaos'),
					globalSetup,
					...after,
				},
			},
			{extends: true, test: {name: 'e2e', include: files('test/e2e'), globalSetup, ...after}},
		],
	},
});
