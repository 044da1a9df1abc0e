// `kfp-wizard completion`: a script for each shell that it names.
import {expect, it} from 'vitest';
import {commands} from '../../../../src/commands/commands.ts';
import {completion} from '../../../../src/commands/completion/completion.ts';
import {testContext} from '../../../support/context.ts';
import {errorOf} from '../../../support/error-of.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';

const print = async (shell: string): Promise<string> => {
	const context = testContext(unattendedUi().ui);
	expect(await completion({options: {}, args: [shell]}, context)).toBe(0);
	return context.printed();
};

it('each shell that help names has a script that asks the program', async () => {
	const {subcommands = []} = commands.find(({name}) => name === 'completion') ?? {};
	expect(subcommands).toEqual(['bash', 'zsh', 'fish']);
	for (const shell of subcommands) expect(await print(shell)).toContain(`__complete ${shell} `);
});

it('another shell is refused with the nearest one', async () => {
	expect(await errorOf(print('bsah'))).toMatchObject({
		kind: 'usage',
		message: 'There is no completion for "bsah"; did you mean bash?',
		detail: 'Shells: bash, zsh, fish',
	});
	expect(await errorOf(print('constructor'))).toMatchObject({kind: 'usage'});
});
