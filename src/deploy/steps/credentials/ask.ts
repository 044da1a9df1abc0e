// How the tasks get the credentials that their datasets name, asked before the checks would stop at them.
import {type Options, withOption} from '../../../options/options.ts';
import type {Ui} from '../../../ui/ui.ts';
import {credentialsSecretName, deployedName} from '../../names.ts';
import {pipelineOfRun} from '../../other-pipelines.ts';
import {namesOf, type Selection} from '../../selection.ts';
import {credentialsNeed, namesAndKeys} from './need.ts';

/** The options with the answer; `isThere`: the tasks get the credentials already, in the image or from `kfp.yml`. */
export async function askForCredentials(
	selection: Selection,
	options: Options,
	isThere: boolean,
	ui: Ui,
): Promise<Options> {
	const {wanted} = credentialsNeed(selection.project, pipelineOfRun(selection));
	const found = wanted.filter(({environment}) => environment !== null);
	if (!ui.interactive || isThere || options.credentialsSecret !== undefined || found.length === 0) return options;
	const name = credentialsSecretName(deployedName(selection.project, namesOf(selection), options).value);
	const files = [...new Set(found.map(({place}) => place?.file).filter(file => file !== undefined))];
	const answer = await ui.ask({
		kind: 'select',
		name: 'credentials',
		message: `The datasets need credentials: ${found.map(one => one.name).join(', ')}. How do the tasks get them?`,
		flag: '--credentials-secret NAME',
		help: `${namesAndKeys(found)}, from ${files.join(', ')}. Files with credentials never go into the image.`,
		choices: [
			{value: name, label: `A Secret of their own: ${name}`, hint: 'with exactly these credentials'},
			{value: 'none', label: 'No Secret', hint: 'the checks say what else works', flags: ''},
		],
		initial: name,
	});
	return answer === 'none' ? options : withOption(options, 'credentialsSecret', {value: answer, source: 'asked'});
}
