// The second half of a deploy: does what the plan said, step by step, and knows at each moment what is changed already.
import type {StepId} from '../schema/event.ts';
import type {Outcome} from '../schema/outcome.ts';
import {asWizardError, WizardError} from '../system/errors.ts';
import {tidyPath} from '../system/files.ts';
import type {Ui} from '../ui/ui.ts';
import type {Did} from '../options/options.ts';
import type {Chosen} from './choose.ts';
import type {BuiltImage} from './steps/image/build.ts';
import {run} from './steps/run/run.ts';
import {type Spec, writeOut} from './steps/spec/spec.ts';
import {type Published, upload} from './steps/upload/upload.ts';
import {type Done, toldStep} from './run-step.ts';

/**
 * Every step is safe to do twice: it looks at what is there before it does anything.
 * @throws WizardError with `changed`, all that had already been done, and the command `again` that goes on from there.
 */
export async function apply(chosen: Chosen, again: string, ui: Ui): Promise<Outcome> {
	const changed: string[] = [];
	const step = async <T>(id: StepId, work: (did: Did) => Promise<Done<T>>): Promise<T> => {
		try {
			return await toldStep(ui, id, () => work(line => changed.push(line)));
		} catch (thrown) {
			throw withChanges(asWizardError(thrown), changed, again);
		}
	};
	const skip = (id: StepId, detail: string): void => ui.emit({event: 'step', step: id, state: 'skipped', detail});
	const {given, selection, remote, secret, spec, rehearsal} = chosen;

	// Containers need the image, so they run between its build and its push; processes need nothing but the files.
	let rehearsed: Outcome = {};
	const rehearse = async (image?: string): Promise<void> => {
		if (rehearsal !== undefined) rehearsed = await toldStep(ui, 'rehearsal', () => rehearsal.apply(image, ui));
	};
	if (rehearsal?.inContainer === false) await rehearse();
	const beforePush = rehearsal?.inContainer === true ? rehearse : undefined;
	const image = await step('image', did => imageStep(chosen, ui, did, beforePush));
	const applied =
		secret.change === undefined ? undefined : await step('secret', did => secretStep(secret.change, ui, did));
	if (applied === undefined)
		skip('secret', secret.secret === undefined ? 'none' : `${secret.secret.name} is named in the spec only`);
	const made: Spec = spec.make(image.image);
	const written = await step('spec', did => specStep(chosen, made, did));
	const outcome: Outcome = {...rehearsed, ...image, ...(applied === undefined ? {} : {secret: applied}), spec: written};
	if (remote === undefined) {
		const reason = given['upload']?.source ?? '--no-upload';
		skip('upload', reason);
		skip('run', reason);
		return {...outcome, missing: withoutCluster(chosen)};
	}
	const published = await step('upload', did => uploadStep(chosen, made, ui, did));
	const plan = chosen.run;
	if (plan === undefined) {
		skip('run', given['run']?.source ?? '--no-run');
		return {...outcome, ...published};
	}
	const environment = selection.answers.env.value;
	const started = await step('run', async () => {
		const value = await run(remote, {plan, spec: made, inputs: spec.runInputs, published, environment}, given, ui);
		return {value, detail: value.started ? value.name : `${value.name} is active already`};
	});
	return {...outcome, ...published, run: started};
}

async function imageStep(
	{image}: Chosen,
	ui: Ui,
	did: Did,
	beforePush: ((image: string) => Promise<void>) | undefined,
): Promise<Done<BuiltImage>> {
	const value = await image.apply(ui, did, beforePush);
	return {value, detail: value.built ? value.image : `unchanged: ${value.image}`};
}

type Applied = NonNullable<Outcome['secret']>;

async function secretStep(change: Chosen['secret']['change'], ui: Ui, did: Did): Promise<Done<Applied>> {
	if (change === undefined) throw new Error('there is no Secret to apply');
	const value = await change(ui);
	const name = `${value.namespace}/${value.name}`;
	if (value.action === 'created' || value.action === 'updated') did(`${value.action} Secret ${name}`);
	return {value, detail: `${name} ${value.action}`};
}

async function specStep({spec}: Chosen, made: Spec, did: Did): Promise<Done<NonNullable<Outcome['spec']>>> {
	const value = await writeOut(spec.path, made);
	const path = value.path === '-' ? 'stdout' : tidyPath(value.path);
	if (value.action !== 'unchanged') did(`${value.action} ${path}`);
	return {value, detail: `${path} ${value.action}`};
}

async function uploadStep({remote, spec, selection}: Chosen, made: Spec, ui: Ui, did: Did): Promise<Done<Published>> {
	if (remote === undefined) throw new Error('there is no cluster to upload to');
	const value = await upload(remote.client, spec.name.value, made, selection.project, {ui, did});
	const {pipeline, version} = value;
	if (version.uploaded) did(`uploaded version ${version.name} of ${pipeline.name}`);
	return {value, detail: `${pipeline.name}, version ${version.name}${version.uploaded ? '' : ' (uploaded already)'}`};
}

const withoutCluster = ({secret, spec, selection}: Chosen): string[] => [
	...(secret.secret === undefined ? [] : [`the Secret ${secret.secret.name} with the AWS keys`]),
	`the pipeline ${spec.name.value} with this version`,
	`a run of its ${selection.graph.tasks.length} tasks`,
];

function withChanges(error: WizardError, changed: readonly string[], again: string): WizardError {
	return new WizardError(error.kind, error.message, {
		code: error.code,
		...(error.detail === undefined ? {} : {detail: error.detail}),
		changed: [...changed, ...error.changed],
		next: [...error.next, {command: again, when: 'to go on; what is done is not done again'}],
		outcome: error.outcome,
		cause: error,
	});
}
