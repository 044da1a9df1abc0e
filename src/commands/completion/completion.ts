// `kfp-wizard completion SHELL`: prints the completion script of a shell.
import {WizardError} from '../../system/errors.ts';
import {didYouMean} from '../../system/nearest.ts';
import {own} from '../../system/own.ts';
import {cleanLine} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {scripts} from './scripts.ts';

export async function completion({args: [shell = '']}: Invocation, {stdout}: Context): Promise<number> {
	const shells = Object.keys(scripts);
	const script = own(scripts, shell);
	if (script === undefined)
		throw new WizardError('usage', `There is no completion for "${cleanLine(shell)}"${didYouMean(shell, shells)}`, {
			code: 'USAGE',
			detail: `Shells: ${shells.join(', ')}`,
			next: shells.map(name => ({command: `kfp-wizard completion ${name}`})),
		});
	stdout.write(script);
	return 0;
}
