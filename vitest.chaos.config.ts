// `npm run chaos`: random faults for ten minutes. What it finds depends on time and chance, so `npm test` leaves it out.
import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/chaos/**/*.test.ts'],
		globalSetup: ['test/support/temporary-root.ts', 'test/bed/global-setup.ts'],
		hookTimeout: 300_000,
		// Each round stands on the terminal while it runs.
		disableConsoleIntercept: true,
	},
});
