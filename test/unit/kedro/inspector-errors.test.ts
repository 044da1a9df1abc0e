// What the inspector reports, as errors for the user.
import {expect, it} from 'vitest';
import {inspectionFailed} from '../../../src/kedro/inspector-errors.ts';

const target = {root: '/nowhere', python: {command: 'python3', args: [], source: 'test'}};

it.each([
	['ValueError: Unknown KEDRO_ENV value: cluster', 'cluster', ['--env NAME']],
	["KeyError: 'prod/eu'", 'prod/eu', ['--env NAME']],
	['ValueError: no clusters', 'cluster', []],
	['ValueError: Unknown KEDRO_ENV value: cluster', undefined, []],
])('code that refuses an environment, %s with %s', async (message, environment, commands) => {
	const error = await inspectionFailed(
		{code: 'IMPORT_FAILED', message, place: {file: 'src/demo/settings.py', line: 6}},
		{...target, ...(environment === undefined ? {} : {environment})},
	);
	expect(error.message).toBe(`Can't import the project: ${message} (src/demo/settings.py:6)`);
	expect(error.next.map(({command}) => command)).toEqual(commands);
});
