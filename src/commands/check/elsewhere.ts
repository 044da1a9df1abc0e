// The environments of the project in which the same checks find no error: where the default one has some, they are the way on.
import {holdsClusterConfig} from '../../checks/catalog-file.ts';
import type {Selection} from '../../deploy/selection.ts';
import type {Options} from '../../options/options.ts';
import {WizardError} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';

/** Each is read by Python of its own. */
const most = 3;

/** @param errorsIn reads and checks the project with these options */
export async function reportOthersWithoutErrors(
	{project, chosen}: Selection,
	flags: Options,
	{ui}: Pick<Context, 'ui'>,
	errorsIn: (options: Options) => Promise<number>,
): Promise<void> {
	if (flags.env !== undefined) return;
	const others = project.environments.filter(name => name !== chosen.env.value && holdsClusterConfig(project, name));
	const errors = await Promise.all(
		others.slice(0, most).map(async name => ({
			name,
			// What cannot be read there is no way on.
			errors: await errorsIn({...flags, env: {value: name, source: '--env'}}).catch((error: unknown) => {
				if (error instanceof WizardError && error.kind !== 'cancelled') return undefined;
				throw error;
			}),
		})),
	);
	for (const {name} of errors.filter(one => one.errors === 0)) {
		const message = `${name} has no errors:\nkfp-wizard check --env ${quote(name)}`;
		ui.emit({event: 'note', level: 'info', step: 'checks', message});
	}
}
