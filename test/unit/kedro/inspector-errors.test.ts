// What the inspector reports, as errors for the user.
import {homedir} from 'node:os';
import {expect, it} from 'vitest';
import {inspectionFailed} from '../../../src/kedro/inspector-errors.ts';

const target = {root: '/nowhere', python: {command: 'python3', args: [], source: 'test'}};

it.each([
	['ValueError: Unknown KEDRO_ENV value: cluster', 'cluster', ['--env NAME']],
	["KeyError: 'prod/eu'", 'prod/eu', ['--env NAME']],
	['ValueError: no clusters', 'cluster', ['cd /nowhere && python3 -m kedro registry list']],
	['ValueError: Unknown KEDRO_ENV value: cluster', undefined, ['cd /nowhere && python3 -m kedro registry list']],
])('code that refuses an environment, %s with %s', async (message, environment, commands) => {
	const error = await inspectionFailed(
		{code: 'IMPORT_FAILED', message, place: {file: 'src/demo/settings.py', line: 6}},
		{...target, ...(environment === undefined ? {} : {environment})},
	);
	expect(error.message).toBe(`Can't import the project: ${message} (src/demo/settings.py:6)`);
	expect(error.next.map(({command}) => command)).toEqual(commands);
});

it('an interpreter below the home folder is named with ~, and a traceback with paths of the project', async () => {
	const error = await inspectionFailed(
		{
			code: 'NO_KEDRO',
			message: `Kedro is not installed in ${homedir()}/venvs/tide/bin/python (Python 3.11.7)`,
			detail: `File "${process.cwd()}/src/tide/settings.py", line 3`,
		},
		target,
	);
	expect(error.message).toContain('in ~/venvs/tide/bin/python (Python');
	expect(error.detail).toBe('File "src/tide/settings.py", line 3');
});
