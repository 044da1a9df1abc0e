// What each choice on the screen of `kfp-wizard` alone does: it calls the command for it.
import {newReadings} from '../../deploy/interview/readings.ts';
import {kfpNames} from '../../deploy/names.ts';
import {describedSelection} from '../../deploy/steps/upload/texts.ts';
import {isOn, type Options} from '../../options/options.ts';
import type {Outcome} from '../../schema/outcome.ts';
import {WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {deploy} from '../deploy.ts';
import {logs} from '../logs/logs.ts';
import {run} from '../runs/run.ts';
import {runs} from '../runs/runs.ts';
import {followStatus} from '../status/follow.ts';
import {teardown} from '../teardown/teardown.ts';
import type {Deployed} from './look.ts';
import {versionToRun} from './question.ts';
import {manageSchedules} from './schedule.ts';

/**
 * The outcome of an action that ends the program; `undefined` leads back to the screen. Leaving does nothing.
 * @throws WizardError as of the command; `WentBack`.
 */
export async function act(
	action: string,
	deployed: Deployed,
	{options: given}: Invocation,
	context: Context,
): Promise<Outcome | undefined> {
	const {pipeline, last} = deployed;
	const options = wholeNamed(given);
	const ofPipeline: Options = {...options, kfpName: {value: pipeline.name, source: 'detected: the last run'}};
	const lastRun = last === undefined ? [] : [last.run.run_id];
	switch (action) {
		case 'deploy':
			return deploy({options: {...given, ...selectionOf(deployed, given)}, args: []}, context, newReadings(), 'no');
		case 'continue':
			return deploy({options: given, args: []}, context, newReadings(), 'yes');
		case 'again': {
			const pipelineVersion = {value: versionToRun(deployed).name, source: 'asked'};
			const follow =
				!isOn(given.detach) && given.follow === undefined ? {follow: {value: true, source: 'default'}} : {};
			return run({options: {...ofPipeline, ...follow, pipelineVersion}, args: []}, context);
		}
		case 'follow':
			return followStatus({options: ofPipeline, args: lastRun}, context);
		case 'runs':
			return reading(context, shown => runs({options, args: []}, shown));
		case 'logs':
			return reading(context, shown => logs({options: ofPipeline, args: lastRun}, shown));
		case 'schedule':
			return manageSchedules(deployed, ofPipeline, context);
		case 'remove':
			return teardown({options, args: []}, context);
		default:
			return {};
	}
}

/** A pipeline of Kedro alone names none on the server: then all of this project are meant. */
const wholeNamed = ({pipeline, ...options}: Options): Options =>
	pipeline === undefined || options.env === undefined ? options : {...options, pipeline};

/** The Kedro pipeline and environment of the version, as if they had been answered; nothing where a flag says them. */
function selectionOf({server, pipeline, version}: Deployed, {env, pipeline: named}: Options): Options {
	const found = describedSelection(version.description);
	if (found === undefined || env !== undefined || named !== undefined) return {};
	if (!kfpNames(server.project.name, found.pipeline, found.environment).includes(pipeline.name)) return {};
	const asked = (value: string) => ({value, source: 'asked'});
	return {env: asked(found.environment), pipeline: asked(found.pipeline)};
}

/** Shows what a command prints until the user has read it. What goes wrong is shown instead. */
async function reading(context: Context, print: (shown: Context) => Promise<number>): Promise<undefined> {
	const {ui} = context;
	let text = '';
	const stdout = {write: (part: string) => (text += part)};
	try {
		await print({...context, stdout});
	} catch (error) {
		if (!(error instanceof WizardError) || error.kind === 'cancelled') throw error;
		ui.emit({event: 'note', level: 'warning', message: error.message});
	}
	if (text === '') return;
	if (ui.read === undefined) context.stdout.write(text);
	else await ui.read(text);
}
