// `--version`: a line for a person, a document for a script.
import {expect, it} from 'vitest';
import {versionText} from '../../../src/cli/version.ts';
import {version} from '../../../src/system/own-package.ts';

const machine = {versions: {...process.versions, node: '20.19.0'}, platform: 'linux', arch: 'arm64'} as const;

it('names the version, Node and the machine', () => {
	expect(versionText(machine, false)).toBe(`kfp-wizard ${version} (Node 20.19.0, linux arm64)`);
	expect(JSON.parse(versionText(machine, true))).toEqual({version, node: '20.19.0', platform: 'linux', arch: 'arm64'});
});
