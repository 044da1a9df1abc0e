// `npm run chaos`: kills at every side effect, and random faults for ten minutes. It takes too long for `npm test`.
import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/chaos/**/*.test.ts'],
		globalSetup: ['test/support/temporary-root.ts', 'test/bed/global-setup.ts'],
		hookTimeout: 300_000,
		// Both parts need the whole machine, and disturb each other's times.
		fileParallelism: false,
		// Each round stands on the terminal while it runs.
		disableConsoleIntercept: true,
	},
});
