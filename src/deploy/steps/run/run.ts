// Step 8: the run of the uploaded version; an active run of the same deployment is reused, never doubled.
import {experimentDescription} from '../../../kfp/description-markers.ts';
import {isFinalState} from '../../../kfp/schemas.ts';
import {startRun} from '../../../kfp/start-run.ts';
import {isOn, type Options, planValue, type Sourced, valueOr} from '../../../options/options.ts';
import {argumentText} from '../../../pipeline-spec/pipeline-inputs.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import {defined} from '../../../system/defined.ts';
import {localTime} from '../../../system/local-time.ts';
import type {ProjectIdentity} from '../../../system/project-identity.ts';
import {duration} from '../../../system/text.ts';
import type {Connection} from '../../connection.ts';
import {comparePage} from '../../reach/compare-page.ts';
import {openPage} from '../../reach/open-page.ts';
import {lastingLink} from '../../reach/pages.ts';
import {deploymentId} from '../../names.ts';
import type {Planned, SkipPlan, Step} from '../../step.ts';
import {type SpecPlan, specStep} from '../spec/spec.ts';
import {uploadStep} from '../upload/upload.ts';

type Needs = {
	/** `undefined` with `--no-upload` and `--no-run`. */
	readonly connection: Connection | undefined;
	/** Where those come from. */
	readonly skipped: string;
	readonly options: Options;
	readonly spec: SpecPlan;
	readonly identity: ProjectIdentity;
	/** Kedro environment. */
	readonly environment: string;
	/** Seconds that the run is expected to take, where times of its nodes are known. */
	readonly predicted?: number | undefined;
	readonly now: () => Date;
};

export type RunPlan = Planned &
	(
		| SkipPlan
		| {
				readonly do: 'start';
				readonly connection: Connection;
				readonly name: string;
				readonly experiment: string;
				/** For an experiment that does not exist yet. */
				readonly experimentDescription: string;
				readonly environment: string;
				readonly pipelineRoot: string | undefined;
				/** By the names of the pipeline's inputs. */
				readonly inputs: Readonly<Record<string, unknown>>;
				readonly predicted: number | undefined;
				/** Start one even if one of this deployment is active. */
				readonly isNew: boolean;
				/** Open its page in the browser. */
				readonly open: boolean;
		  }
	);

type State = {readonly isArchived: boolean};

const experimentOf = ({experiment}: Options): Sourced => valueOr(experiment, 'Default');

export const runStep = {
	id: 'run',
	title: 'Run',

	ask: async (needs: Needs) => needs,

	/** The server starts runs in an archived experiment too. */
	async inspect({connection, options}): Promise<State> {
		const found = await connection?.client.findExperiment(experimentOf(options).value);
		return {isArchived: found?.storage_state === 'ARCHIVED'};
	},

	plan({connection, skipped, options, spec, identity, environment, predicted, now}, {isArchived}): RunPlan {
		if (connection === undefined) return {do: 'skip', reason: skipped, changes: [], values: []};
		const experiment = experimentOf(options);
		const archived = isArchived ? ", which is archived: Kubeflow's pages list it among archived ones only" : '';
		const time = predicted === undefined ? '' : `, predicted to take ${duration(predicted * 1000)}`;
		const name = valueOr(options.runName, `${spec.name} ${localTime(now())}`);
		return {
			do: 'start',
			connection,
			name: name.value,
			experiment: experiment.value,
			experimentDescription: experimentDescription(identity),
			environment,
			pipelineRoot: options.pipelineRoot?.value,
			inputs: spec.runInputs,
			predicted,
			isNew: isOn(options.newRun),
			open: isOn(options.open),
			changes: [
				{action: 'create', what: 'run', name: name.value, detail: `experiment ${experiment.value}${archived}${time}`},
			],
			values: [
				planValue('experiment', experiment),
				planValue('run-name', name),
				...(options.pipelineRoot === undefined ? [] : [planValue('pipeline-root', options.pipelineRoot)]),
				...(connection.serviceAccount === undefined
					? []
					: [planValue('service-account', {value: connection.serviceAccount, source: 'detected: multi-user server'})]),
			],
		};
	},

	async apply(plan, work) {
		const {ui, resultOf} = work;
		const {connection, name, experiment, environment, pipelineRoot, inputs, isNew, predicted} = plan;
		ui.emit({event: 'step', step: 'run', state: 'active', detail: `${name} in experiment ${experiment}`});
		const {hash, serviceAccount} = resultOf(specStep);
		const {pipeline, version} = resultOf(uploadStep);
		// Service account and pipeline root are not part of a v2 spec, but make another deployment.
		const account = serviceAccount === undefined ? '' : ` as ${serviceAccount}`;
		const identity = `${hash}${account}${pipelineRoot === undefined ? '' : ` at ${pipelineRoot}`}`;
		const started = await startRun(connection.client, {
			deployment: deploymentId(identity, asTexts(inputs), environment),
			...defined({serviceAccount: serviceAccount ?? connection.serviceAccount, pipelineRoot, predicted}),
			inputs,
			name,
			experiment,
			experimentDescription: plan.experimentDescription,
			pipelineId: pipeline.id,
			versionId: version.id,
			newRun: isNew,
			attempt: work.attempt,
			signal: ui.signal,
		});
		if (started.terminated !== undefined) {
			const message = `Another deploy of the same version started ${started.name} first: ${started.terminated} was terminated`;
			ui.emit({event: 'note', level: 'info', step: 'run', message});
		}
		const compare = await comparePage(connection, {
			run_id: started.runId,
			created_at: null,
			pipeline_version_reference: {pipeline_id: pipeline.id},
		});
		if (plan.open) await openPage(connection, started.runId, work);
		const value = {
			id: started.runId,
			name: started.name,
			url: lastingLink(connection, started.runId),
			started: started.started,
			...defined({compare}),
		};
		return {
			value,
			outcome: {run: value},
			detail: value.started
				? value.name
				: `${value.name} ${isFinalState(started.state) ? 'has run' : 'is active'} already`,
		};
	},
} satisfies Step<Needs, Needs, State, RunPlan, NonNullable<Outcome['run']>>;

const asTexts = (inputs: Readonly<Record<string, unknown>>): Record<string, string> =>
	Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, argumentText(value)]));
