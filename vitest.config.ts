// Tests run against real parts; test/bed prepares what can be had and says what cannot.
import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		globalSetup: ['test/bed/global-setup.ts'],
		testTimeout: 60_000,
		hookTimeout: 300_000,
		maxWorkers: 2,
	},
});
