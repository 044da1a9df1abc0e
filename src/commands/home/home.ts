// `kfp-wizard` alone: in a project that was deployed before it opens with what is there, and offers what comes next. Elsewhere
// it is the guided deploy.
import {inWords} from '../../deploy/interview/resume.ts';
import {newReadings} from '../../deploy/interview/readings.ts';
import {deployHeader} from '../../deploy/steps.ts';
import {entriesOf, type Options} from '../../options/options.ts';
import {optionsOf} from '../../options/resolve.ts';
import type {Outcome} from '../../schema/outcome.ts';
import {WizardError} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import {WentBack} from '../../ui/ui.ts';
import type {Invocation} from '../command.ts';
import {deploy, storeOf} from '../deploy.ts';
import {offerMigration} from '../migrate/migrate.ts';
import {act} from './act.ts';
import {type Deployed, look, lookWhileReading, patience} from './look.ts';
import {homeHeader, homeQuestion} from './question.ts';

/** @throws WizardError as of the command that is chosen. */
export async function home(invocation: Invocation, context: Context, wait = patience): Promise<Outcome> {
	const {ui} = context;
	const {options} = invocation;
	if (!ui.interactive || asksForDeploy(options)) return deploy(invocation, context);
	ui.begin(deployHeader(options));
	const readings = newReadings();
	const found = await lookWhileReading(options, context, readings, wait);
	if (found !== undefined) {
		readings.python.end();
		return stayHome(found, invocation, context, wait.forMetrics);
	}
	if (await offerMigration(options, context)) readings.drop();
	return deploy(invocation, context, readings);
}

/** Whether a flag says how to deploy, not only which project, where, and how to show it. */
const asksForDeploy = (options: Options): boolean =>
	entriesOf(options).some(
		([name, {source}]) => source.startsWith('-') && name !== 'python' && !optionsOf('schedules').includes(name),
	);

/** Until an action ends the program. */
async function stayHome(
	found: Deployed,
	invocation: Invocation,
	context: Context,
	forMetrics: number,
): Promise<Outcome> {
	const {ui} = context;
	const store = await storeOf(invocation.options, context);
	let deployed = found;
	let chosen: string | undefined;
	for (;;) {
		ui.begin(homeHeader(deployed));
		const left = await store?.read();
		chosen = await ui.ask(
			homeQuestion(deployed, deployed.server.client.serverTime(context.now()), chosen, left && inWords(left)),
		);
		try {
			const outcome = await act(chosen, deployed, invocation, {...context, isChosen: true});
			if (outcome !== undefined) return outcome;
		} catch (error) {
			if (!(error instanceof WentBack) && !isDeclined(error)) throw error;
		}
		// An action may have changed it; a server that is away for a moment has not.
		deployed = (await look(invocation.options, context, forMetrics)) ?? deployed;
	}
}

const isDeclined = (error: unknown): boolean => error instanceof WizardError && error.kind === 'declined';
