// The required options of a command that are missing where no question can be asked.
import {describe, expect, it} from 'vitest';
import type {CommandName} from '../../../src/options/option.ts';
import type {Options} from '../../../src/options/options.ts';
import {refuseMissing} from '../../../src/options/required.ts';
import type {NextCommand} from '../../../src/system/errors.ts';
import {flag, on} from '../../support/deploy-parts.ts';

/** The flags that are named as missing, and what each is for. */
function missing(command: CommandName, options: Options, more: readonly NextCommand[] = []): readonly NextCommand[] {
	try {
		refuseMissing(command, options, more);
		return [];
	} catch (error) {
		expect(error).toMatchObject({kind: 'usage', code: 'MISSING_ANSWER', exitCode: 2});
		return (error as {next: readonly NextCommand[]}).next;
	}
}

const flags = (command: CommandName, options: Options): readonly string[] =>
	missing(command, options).map(({command: name}) => name);

describe('required options', () => {
	it('of a deploy are the image and the consent, each with what it is for', () => {
		expect(missing('deploy', {})).toEqual([
			{command: '--image REF', when: 'where the image is pushed'},
			{command: '--yes', when: 'agrees to the plan'},
		]);
	});

	it('are all named in one message', () => {
		expect(() => refuseMissing('deploy', {})).toThrow('Missing required options (not interactive): --image REF, --yes');
	});

	it('are fewer where another option makes them unnecessary', () => {
		expect(flags('deploy', on('dryRun'))).toEqual(['--image REF']);
		expect(flags('deploy', {...on('yes'), image: flag('a/b', '--image')})).toEqual([]);
	});

	it('of a command come after what else it needs', () => {
		expect(missing('teardown', {}, [{command: '--all', when: 'or names'}]).map(({command}) => command)).toEqual([
			'--all',
			'--yes',
		]);
		expect(flags('check', {})).toEqual([]);
	});
});
