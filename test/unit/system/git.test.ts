// The web address of a remote never has a user or a password.
import {expect, it} from 'vitest';
import {webAddress} from '../../../src/system/git.ts';

it('reads each form of a remote', () => {
	const cases: readonly (readonly [string, string | undefined])[] = [
		['https://github.com/acme/churn.git', 'https://github.com/acme/churn'],
		['https://ada:ghp_secret@github.com/acme/churn', 'https://github.com/acme/churn'],
		['https://oauth2:tok@en@gitlab.acme.dev/a/b.git/', undefined],
		['git@github.com:acme/churn.git', 'https://github.com/acme/churn'],
		['ssh://git@gitlab.acme.dev:2222/team/churn.git', 'https://gitlab.acme.dev/team/churn'],
		['https://git.acme.dev:8443/x?token=abc', 'https://git.acme.dev:8443/x'],
		['../churn.git', undefined],
		['/srv/git/churn.git', undefined],
		['file:///srv/churn', undefined],
		['C:\\repos\\churn', undefined],
		['', undefined],
	];
	for (const [remote, address] of cases) expect([remote, webAddress(remote)]).toEqual([remote, address]);
});
