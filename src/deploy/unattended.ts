// A deploy without questions: what is detected instead of being asked, and what cannot go without an option.
import {findProject} from '../kedro/find-project.ts';
import {readMetadata} from '../kedro/pyproject.ts';
import {isOff, type Options} from '../options/options.ts';
import {refuseMissing} from '../options/required.ts';
import {hasCode, type NextCommand, withDetails, type WizardError} from '../system/errors.ts';
import {findProgram} from '../system/exec.ts';
import {installCommand, packageManager} from '../system/install-command.ts';
import type {Context} from '../ui/context.ts';
import {missingHost} from './reach/find-host.ts';
import {refuseWithoutRegistry, withDetectedLoad} from './steps/image/destination.ts';
import {suggestImages} from './steps/image/suggest.ts';

/**
 * The options with `--load` where it is detected.
 * @throws WizardError `usage` naming every option that is missing; `project` outside of one.
 */
export async function unattendedOptions(options: Options, context: Context): Promise<Options> {
	refuseWithoutRegistry(options);
	const all = await withDetectedLoad(options, context);
	try {
		refuseMissing('deploy', all, await missingHost(all, context));
	} catch (error) {
		if (!hasCode(error, 'MISSING_ANSWER')) throw error;
		// Elsewhere no option helps.
		await findProject(options.project?.value, context.cwd);
		throw withDetails(error, {
			next: [...error.next, ...(await likelyImage(all, context)), ...(await missingKubectl(error, context))],
		});
	}
	return all;
}

/** What would have found the host. */
async function missingKubectl({next}: WizardError, {env, platform}: Context): Promise<readonly NextCommand[]> {
	if (!next.some(({command}) => command.startsWith('--host'))) return [];
	if ((await findProgram('kubectl', env['PATH'] ?? '')) !== undefined) return [];
	return installCommand('kubectl', await packageManager(platform), 'to install kubectl, which finds the host');
}

/** Where the image would probably be pushed; a guess is named, and never used without the user's word. */
async function likelyImage(options: Options, context: Context) {
	if (options.image !== undefined || isOff(options.push)) return [];
	try {
		const root = await findProject(options.project?.value, context.cwd);
		const {name} = await readMetadata(root);
		const [likely] = await suggestImages({root, name}, options, undefined, context);
		return likely === undefined ? [] : [{command: `--image ${likely.repository}`, when: `probably: ${likely.reason}`}];
	} catch {
		return [];
	}
}
