// Kedro in the Python of the project.
import {kedroTooOld} from '../../../checks/rules/kedro/too-old.ts';
import {installCommands, newerKedroCommand} from '../../../kedro/install-commands.ts';
import {WizardError} from '../../../system/errors.ts';
import {isBelow} from '../../../system/version.ts';
import {ok, type Row, skipped} from '../row.ts';

export const kedro: Row = {
	id: 'kedro',
	title: 'Kedro',
	needs: ['python'],
	link: 'https://docs.kedro.org/en/stable/getting-started/install/',
	probe: async ({python, root = ''}) => {
		const {kedro: version, interpreter} = await python();
		if (version === undefined && root === '') return skipped('not installed in this Python, and not needed here');
		if (version === undefined) {
			throw new WizardError('project', `Kedro is not installed in the Python of the project (${interpreter.source})`, {
				code: 'NO_KEDRO',
				next: await installCommands('kedro', {root, python: interpreter}),
			});
		}
		if (!isBelow(version, [0, 18, 5])) return ok(version);
		throw new WizardError('project', `${kedroTooOld.title}: it is ${version}`, {
			code: 'KEDRO_TOO_OLD',
			detail: kedroTooOld.fix,
			next: [await newerKedroCommand({root, python: interpreter})],
		});
	},
};
