// What `terminate` and `retry` share: find the run, show what will happen, ask, do it, wait until it is so.
import {agreeTo} from '../../deploy/interview/agree.ts';
import {interview} from '../../deploy/interview/interview.ts';
import {showStep} from '../../deploy/step.ts';
import type {Waiting} from '../../kfp/end-run.ts';
import {findRun} from '../../kfp/project-runs.ts';
import type {Run} from '../../kfp/schemas.ts';
import type {KfpClient} from '../../kfp/client.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, planValue} from '../../options/options.ts';
import type {CommandName} from '../../options/option.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {Plan} from '../../schema/plan.ts';
import {defined} from '../../system/defined.ts';
import {cancelled, type WizardError, withDetails} from '../../system/errors.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {stateLines} from './state-lines.ts';
import {lastingLink} from '../../deploy/reach/pages.ts';
import {openServer, type ProjectServer, refuseHalfNamed, sameServer} from './server.ts';

export type RunChange = {
	readonly name: 'terminate' | 'retry';
	readonly doing: string;
	/** What the question asks for. */
	readonly question: string;
	/** Why a run in this state is left as it is; `undefined` where it can be changed. @throws WizardError where that is an error. */
	readonly settled: (run: Run) => string | undefined;
	/** What will happen, for the plan. */
	readonly effect: (run: Run) => string;
	readonly apply: (client: KfpClient, runId: string, waiting: Waiting) => Promise<Run | undefined>;
	readonly done: 'terminated' | 'retried';
	/** What goes on after Ctrl-C, when the server may have done it. */
	readonly afterStop: {readonly command: CommandName; readonly when: string};
};

export async function changeRun({options, args}: Invocation, context: Context, change: RunChange): Promise<Outcome> {
	const {ui} = context;
	const [wanted = 'latest'] = args;
	refuseHalfNamed(options);
	await refuseInvalidOptions(options);
	ui.begin({title: `kfp-wizard ${change.name}`, steps: [{id: 'run', title: 'Run'}]});
	const agreed = await interview(
		context,
		options,
		async (asking, known) => {
			asking.ui.emit({event: 'step', step: 'run', state: 'active', detail: `looking for the run ${wanted}`});
			const server = await openServer(known, asking);
			const run = await findRun(server.client, server.pipelines, wanted);
			const settled = change.settled(run);
			if (settled !== undefined) return {server, run, settled};
			const plan: Plan = {
				changes: [{action: 'update', what: 'run', name: run.display_name, detail: change.effect(run)}],
				values: [...server.connection.values, planValue('run', {value: run.run_id, source: `named ${wanted}`})],
			};
			const consent = {
				message: change.question,
				declined: 'Nothing was changed',
				dryRun: isOn(known.dryRun),
				context: server.connection.context,
			};
			return (await agreeTo(plan, consent, asking.ui)) ? {server, run, settled} : undefined;
		},
		{command: change.name, args},
	);
	if (agreed === undefined) return {};
	const {server, run, settled} = agreed;
	if (settled !== undefined) {
		ui.emit({event: 'step', step: 'run', state: 'done', detail: settled});
		return {run: outcomeOf(server, run, 'unchanged')};
	}
	const {run: after} = await showStep(
		ui,
		'run',
		async () => {
			const lines = stateLines(ui, 'run', change.doing);
			const onState = (state: string, waited: number): void => lines(run, state, waited);
			const now = await change.apply(server.client, run.run_id, {signal: ui.signal, onState});
			return {run: now ?? run, detail: `${run.display_name} ${change.done}`};
		},
		`${change.doing} ${run.display_name}`,
	).catch((thrown: unknown) => {
		throw ui.signal.aborted ? interrupted(change, run, sameServer(options, server.connection)) : thrown;
	});
	return {run: outcomeOf(server, after, change.done)};
}

/** By its id: the latest run may be another one by then. */
const interrupted = (
	{done, afterStop: {command, when}}: RunChange,
	{run_id, display_name}: Run,
	flags: string,
): WizardError =>
	withDetails(cancelled(), {
		changed: [`Perhaps ${done} the run ${display_name}`],
		next: [{command: `kfp-wizard ${command} ${run_id}${flags}`, when}],
	});

const outcomeOf = (
	{connection}: ProjectServer,
	{run_id, display_name, state}: Run,
	action: NonNullable<NonNullable<Outcome['run']>['action']>,
): NonNullable<Outcome['run']> => ({
	id: run_id,
	name: display_name,
	url: lastingLink(connection, run_id),
	started: false,
	action,
	...defined({state}),
});
