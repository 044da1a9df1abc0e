// `kfp-wizard deploy`: choose, then show, then do. Questions change nothing; changes ask nothing.
import {apply, withoutAttempt} from '../deploy/apply.ts';
import {choose} from '../deploy/choose.ts';
import {askForConsent} from '../deploy/interview/consent.ts';
import {followDeployed, followsDeployed} from '../deploy/follow.ts';
import {type Interview, interview} from '../deploy/interview/interview.ts';
import {newReadings, type Readings} from '../deploy/interview/readings.ts';
import type {Continue} from '../deploy/interview/resume.ts';
import {offerToSave} from '../deploy/interview/save-options.ts';
import {type UnfinishedStore, unfinishedStore} from '../deploy/interview/unfinished.ts';
import {nextCommands} from '../deploy/next-commands.ts';
import {beginNodePlatform} from '../deploy/reach/node-platform.ts';
import {deployHeader} from '../deploy/steps.ts';
import {unattendedOptions} from '../deploy/unattended.ts';
import {findProject} from '../kedro/find-project.ts';
import {refuseConflicts, refuseInvalidOptions, refuseUnforkable} from '../options/conflicts.ts';
import {isOff, isOn, type Options} from '../options/options.ts';
import {rerunCommand} from '../options/rerun-command.ts';
import {mayHaveSettings} from '../options/settings/files.ts';
import type {Outcome} from '../schema/outcome.ts';
import type {Context} from '../ui/context.ts';
import type {Invocation} from './command.ts';

/**
 * The deploy, from the project to the run. A dry run ends with the plan. `readings`: what was read of the project just before;
 * `continues`: whether one that was left is continued.
 * @throws WizardError with what was already changed, and the next command.
 */
export async function deploy(
	{options}: Invocation,
	context: Context,
	readings: Readings = newReadings(),
	continues: Continue = 'ask',
): Promise<Outcome> {
	const {ui} = context;
	await refuseEarly(options, {...context, readings});
	ui.begin(deployHeader(options));
	const store = await storeOf(options, context);
	const {chosen, applied} = await interview(
		context,
		options,
		async (asking, known) => {
			const made = await choose(asking, known);
			if (isOn(known.dryRun)) return {chosen: made};
			await askForConsent(made, asking);
			readings.python.end();
			const applied = await apply(made, context);
			return {chosen: withoutAttempt(made), applied};
		},
		{command: 'deploy', readings, store, continues},
	);
	const again = rerunCommand(chosen.plan.values);
	if (applied === undefined) return {again};
	const done = {
		isRehearsed: readings.rehearsal.said !== undefined,
		isFollowed: followsDeployed(chosen.options, context),
	};
	const outcome = {...applied, again, next: [...uploadsLeft(readings), ...nextCommands(chosen, done)]};
	await store?.forget();
	const unsaved = await offerToSave(chosen, outcome, context);
	return followDeployed(chosen, {...outcome, again: rerunCommand(unsaved)}, context);
}

/** What the run needs and was not uploaded from the plan. */
const uploadsLeft = ({uploads}: Readings): NonNullable<Outcome['next']> =>
	[...uploads].map(command => ({command, when: 'once, to upload the data that the pipeline reads'}));

/** Where the answers are kept until the deploy is done; `undefined` where nothing is asked, or nothing may be kept. */
export async function storeOf(options: Options, {ui, cwd, env}: Context): Promise<UnfinishedStore | undefined> {
	if (!ui.interactive || isOff(options.cache)) return undefined;
	const root = await findProject(options.project?.value, cwd).catch(() => undefined);
	return root === undefined ? undefined : unfinishedStore(root, env);
}

/**
 * What can be refused before the project is read. An option that kfp.yml may set is not missing yet; without kfp.yml the
 * cluster is known, and asked beside the project.
 * @throws WizardError `usage` naming the flags.
 */
async function refuseEarly(options: Options, interview: Interview): Promise<void> {
	const {ui, cwd, platform} = interview;
	refuseConflicts(options, ui.interactive);
	refuseUnforkable(options, platform);
	await refuseInvalidOptions(options);
	if (ui.interactive || (await mayHaveSettings(options, cwd))) return;
	beginNodePlatform(await unattendedOptions(options, interview), interview);
}
