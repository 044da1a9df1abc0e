// HOME as programs get it.
import {expect, it} from 'vitest';
import {completeHome} from '../../../src/cli/home-variable.ts';

const unknown = (): never => {
	throw new Error('no such user');
};

it.each<[NodeJS.ProcessEnv, NodeJS.Platform, () => string, string | undefined]>([
	[{HOME: '/home/ada'}, 'linux', unknown, '/home/ada'],
	[{}, 'linux', () => '/home/ada', '/home/ada'],
	[{HOME: ''}, 'darwin', () => '/home/ada', '/home/ada'],
	[{HOME: 'relative'}, 'linux', () => '/home/ada', '/home/ada'],
	[{}, 'linux', unknown, '/'],
	[{}, 'win32', () => '/home/ada', undefined],
])('B64: of %j on %s it is a whole path', (env, platform, ofUser, home) => {
	completeHome(env, platform, ofUser);
	expect(env['HOME']).toBe(home);
});
