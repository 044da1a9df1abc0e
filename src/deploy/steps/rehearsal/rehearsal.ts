// The rehearsal as a step of a deploy: the spec as it will be but for its image, run here before anything is pushed.
import type {Change, PlanValue} from '../../../schema/plan.ts';
import {readSpec} from '../../../pipeline-spec/read-spec.ts';
import {count} from '../../../system/text.ts';
import type {Ui} from '../../../ui/ui.ts';
import {type Given, givenText, planValue} from '../../../options/options.ts';
import type {ImageSource} from '../image/build.ts';
import {check} from '../checks/checks.ts';
import {readImageSource} from '../image/image.ts';
import type {SecretPlan} from '../secret/secret.ts';
import type {Selection} from '../selection/pipeline.ts';
import {type SpecPlan, leftOutOfImage} from '../spec/spec.ts';
import {isInContainer, readParallel, rehearseSpec} from '../../../rehearse/prepare.ts';
import type {Rehearsed} from '../../../rehearse/rehearse.ts';
import {rehearsalRun} from '../../../rehearse/run-values.ts';

export type RehearsalPlan = {
	readonly changes: readonly Change[];
	readonly values: readonly PlanValue[];
	/** Tasks run in containers of the image, so it must have been built before. */
	readonly inContainer: boolean;
	/** `image`: what the containers are made from. @throws WizardError `run` when a task failed. */
	readonly apply: (image: string | undefined, ui: Ui) => Promise<Rehearsed>;
};

/**
 * `undefined` where none is wanted.
 * @param source what the image will contain; `undefined` with `--no-build`
 */
export function planRehearsal(
	selection: Selection,
	source: ImageSource | undefined,
	{spec, secret}: {readonly spec: SpecPlan; readonly secret: SecretPlan},
	given: Given,
): RehearsalPlan | undefined {
	const {project, pipeline, graph} = selection;
	const parallel = readParallel(given);
	const wanted = given['rehearse'];
	if (wanted?.value !== true) return undefined;
	const place = givenText(given, 'in');
	const atATime = Math.min(parallel.value, graph.tasks.length);
	return {
		changes: [
			{
				action: 'create',
				what: 'rehearsal',
				name: count(graph.tasks.length, 'task'),
				detail: `${place?.value === 'container' ? 'in containers' : 'as processes'} here, ${atATime} at a time, before anything is pushed`,
			},
		],
		values: [
			planValue('rehearse', {value: true, source: wanted.source}),
			planValue('parallel', {...parallel, value: String(parallel.value)}),
			...(place === undefined ? [] : [planValue('in', place)]),
		],
		inContainer: isInContainer(given),
		apply: async (image, ui) => {
			// Processes run before there is an image, so its name is not known then.
			const summary = readSpec(spec.make(image ?? 'not-built-yet').text, {
				run: rehearsalRun(),
				inputs: spec.runInputs,
			});
			const files = source ?? (await readImageSource(project, withoutNoBuild(given), leftOutOfImage(given, project)));
			if (files === undefined) throw new Error('without --no-build there is a source');
			const {findings} = check(selection, files, {});
			return rehearseSpec(
				summary,
				{env: process.env, project, source: files, nodes: pipeline.nodes, findings, keys: secret.keys},
				given,
				ui,
			);
		},
	};
}

function withoutNoBuild(given: Given): Given {
	const {build: _, ...rest} = given;
	return rest;
}
