// The second half of a deploy: does what the plan said, step by step, and knows at each moment what is changed already.
import type {Outcome, StepId} from '../schema.ts';
import {asWizardError, cancelled, WizardError} from '../system/errors.ts';
import {tidyPath} from '../system/files.ts';
import type {Ui} from '../ui/ui.ts';
import type {Given} from './answers.ts';
import type {Chosen} from './choose.ts';
import type {BuiltImage} from './steps/build-image.ts';
import {run} from './steps/run.ts';
import {type Spec, writeOut} from './steps/spec.ts';
import {type Published, upload} from './steps/upload.ts';

/** What one step brings: its part of the outcome, a line for the face, and a line when it changed something. */
type Done<T> = {readonly value: T; readonly detail: string; readonly changed?: string};

/**
 * Every step is safe to do twice: it looks at what is there before it does anything.
 * @throws WizardError with `changed`: what earlier steps had already done.
 */
export async function apply(chosen: Chosen, given: Given, ui: Ui): Promise<Outcome> {
	const changed: string[] = [];
	const step = async <T>(id: StepId, work: () => Promise<Done<T>>): Promise<T> => {
		try {
			if (ui.signal.aborted) throw cancelled();
			ui.emit({event: 'step', step: id, state: 'active'});
			const {value, detail, changed: line} = await work();
			if (line !== undefined) changed.push(line);
			ui.emit({event: 'step', step: id, state: 'done', detail});
			return value;
		} catch (thrown) {
			ui.emit({event: 'step', step: id, state: 'failed'});
			throw withChanges(asWizardError(thrown), changed);
		}
	};
	const skip = (id: StepId, detail: string): void => ui.emit({event: 'step', step: id, state: 'skipped', detail});
	const {selection, remote, secret, spec} = chosen;

	const image = await step('image', () => imageStep(chosen, ui));
	const applied = secret.change === undefined ? undefined : await step('secret', () => secretStep(secret.change, ui));
	if (applied === undefined)
		skip('secret', secret.secret === undefined ? 'none' : `${secret.secret.name} is named in the spec only`);
	const made: Spec = spec.make(image.image);
	const written = await step('spec', () => specStep(chosen, made));
	const outcome: Outcome = {...image, ...(applied === undefined ? {} : {secret: applied}), spec: written};
	if (remote === undefined) {
		skip('upload', '--no-upload');
		skip('run', '--no-upload');
		return {...outcome, missing: withoutCluster(chosen)};
	}
	const published = await step('upload', () => uploadStep(chosen, made, ui));
	const plan = chosen.run;
	if (plan === undefined) {
		skip('run', '--no-run');
		return {...outcome, ...published};
	}
	const environment = selection.answers.env.value;
	const started = await step('run', async () => {
		const value = await run(remote, {plan, spec: made, published, environment}, given, ui);
		return {value, detail: value.started ? value.name : `${value.name} is active already`};
	});
	return {...outcome, ...published, run: started};
}

async function imageStep({image}: Chosen, ui: Ui): Promise<Done<BuiltImage>> {
	const value = await image.apply(ui);
	return {
		value,
		detail: value.built ? value.image : `unchanged: ${value.image}`,
		...(value.pushed ? {changed: `pushed ${value.image}`} : {}),
	};
}

type Applied = NonNullable<Outcome['secret']>;

async function secretStep(change: Chosen['secret']['change'], ui: Ui): Promise<Done<Applied>> {
	if (change === undefined) throw new Error('there is no Secret to apply');
	const value = await change(ui);
	const name = `${value.namespace}/${value.name}`;
	return {
		value,
		detail: `${name} ${value.action}`,
		...(value.action === 'created' || value.action === 'updated' ? {changed: `${value.action} Secret ${name}`} : {}),
	};
}

async function specStep({spec}: Chosen, made: Spec): Promise<Done<NonNullable<Outcome['spec']>>> {
	const value = await writeOut(spec.path, made);
	const path = value.path === '-' ? 'stdout' : tidyPath(value.path);
	return {
		value,
		detail: `${path} ${value.action}`,
		...(value.action === 'unchanged' ? {} : {changed: `${value.action} ${path}`}),
	};
}

async function uploadStep({remote, spec, selection}: Chosen, made: Spec, ui: Ui): Promise<Done<Published>> {
	if (remote === undefined) throw new Error('there is no cluster to upload to');
	const value = await upload(remote.client, spec.name.value, made, selection.project, ui);
	const {pipeline, version} = value;
	return {
		value,
		detail: `${pipeline.name}, version ${version.name}${version.uploaded ? '' : ' (uploaded already)'}`,
		...(version.uploaded ? {changed: `uploaded version ${version.name} of ${pipeline.name}`} : {}),
	};
}

const withoutCluster = ({secret, spec, selection}: Chosen): string[] => [
	...(secret.secret === undefined ? [] : [`the Secret ${secret.secret.name} with the AWS keys`]),
	`the pipeline ${spec.name.value} with this version`,
	`a run of its ${selection.graph.tasks.length} tasks`,
];

function withChanges(error: WizardError, changed: readonly string[]): WizardError {
	return new WizardError(error.kind, error.message, {
		code: error.code,
		...(error.detail === undefined ? {} : {detail: error.detail}),
		changed: [...changed, ...error.changed],
		next: error.next,
		cause: error,
	});
}
