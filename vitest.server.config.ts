// `npm run e2e`: the flows against a real server. They take minutes and change that server, so `npm test` leaves them out.
import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/server/**/*.test.ts'],
		// What each step did stands on the terminal while the suite runs.
		disableConsoleIntercept: true,
	},
});
