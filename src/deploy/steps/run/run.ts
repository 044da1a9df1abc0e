// Step 8: the run of the uploaded version; one that is active for this very deployment is taken over, never doubled.
import {uiLink} from '../../../kfp/endpoint.ts';
import {startRun} from '../../../kfp/start-run.ts';
import {argumentText} from '../../../pipeline-spec/pipeline-inputs.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import {now} from '../../../system/clock.ts';
import type {Ui} from '../../../ui/ui.ts';
import {type Answer, type Given, givenText, isOn, planValue} from '../../../options/options.ts';
import {deploymentId} from '../../names.ts';
import type {Remote} from '../../connection.ts';
import type {Spec} from '../spec/spec.ts';
import type {Published} from '../upload/upload.ts';

export type RunPlan = {
	readonly experiment: Answer;
	readonly name: Answer;
	readonly changes: readonly Change[];
	readonly values: readonly PlanValue[];
};

export function planRun(given: Given, kfpName: string): RunPlan {
	const experiment = givenText(given, 'experiment') ?? {value: 'Default', source: 'default'};
	const name = givenText(given, 'run_name') ?? {value: `${kfpName} ${localTime(now())}`, source: 'default'};
	const change: Change = {action: 'create', what: 'run', name: name.value, detail: `experiment ${experiment.value}`};
	return {
		experiment,
		name,
		changes: [change],
		values: [planValue('experiment', experiment), planValue('run-name', name)],
	};
}

/** `2026-11-23 14:02`, local time. */
function localTime(date: Date): string {
	const two = (number: number): string => String(number).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export async function run(
	{client, url}: Remote,
	what: {
		plan: RunPlan;
		spec: Spec;
		inputs: Readonly<Record<string, unknown>>;
		published: Published;
		environment: string;
	},
	given: Given,
	ui: Ui,
): Promise<NonNullable<Outcome['run']>> {
	const {plan, spec, inputs, published, environment} = what;
	ui.emit({
		event: 'step',
		step: 'run',
		state: 'active',
		detail: `${plan.name.value} in experiment ${plan.experiment.value}`,
	});
	const {serviceAccount} = spec;
	// No part of a v2 spec, and another deployment all the same.
	const identity = serviceAccount === undefined ? spec.hash : `${spec.hash} as ${serviceAccount}`;
	const started = await startRun(client, {
		deployment: deploymentId(identity, asTexts(inputs), environment),
		...(serviceAccount === undefined ? {} : {serviceAccount}),
		inputs,
		name: plan.name.value,
		experiment: plan.experiment.value,
		pipelineId: published.pipeline.id,
		versionId: published.version.id,
		newRun: isOn(given, 'new_run'),
		signal: ui.signal,
	});
	return {
		id: started.runId,
		name: started.name,
		url: uiLink(url, `runs/details/${started.runId}`),
		started: started.started,
	};
}

const asTexts = (inputs: Readonly<Record<string, unknown>>): Record<string, string> =>
	Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, argumentText(value)]));
