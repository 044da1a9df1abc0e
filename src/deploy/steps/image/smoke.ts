// The smoke test: tries a built image in a container, as the spec will start it, before anything is pushed.
import type {ImageFacts} from '../../../checks/image-facts.ts';
import {runImageChecks} from '../../../checks/run-checks.ts';
import type {Engine} from '../../../image/engine/engine.ts';
import {findEngine} from '../../../image/engine/find-engine.ts';
import {isOff, type Options} from '../../../options/options.ts';
import {WizardError} from '../../../system/errors.ts';
import {count, duration} from '../../../system/text.ts';
import type {Context} from '../../../ui/context.ts';
import {type Selection, wholePipeline} from '../../selection.ts';
import type {SpecPlan} from '../spec/spec.ts';
import type {Images} from '../spec/task-images.ts';
import {askImage} from './ask-image.ts';
import type {OneImagePlan} from './plan.ts';
import {platformOf} from './source.ts';

type Trial = {
	readonly selection: Selection;
	readonly options: Options;
	readonly plan: OneImagePlan;
	readonly spec: SpecPlan;
	/** All that were built. */
	readonly images: Images;
};

/** @throws WizardError `project` with code `IMAGE_NOT_READY` where the rules find errors in the image. */
export async function tryImage(
	{selection, options, plan, spec, images}: Trial,
	image: string,
	context: Context,
): Promise<void> {
	const engine = await engineFor(plan, image, options, context);
	if (engine === undefined) return;
	const {ui} = context;
	ui.emit({event: 'step', step: 'image', state: 'active', detail: 'trying the image in a container'});
	const started = performance.now();
	const answer = await askImage({engine, image, images, selection, options, spec}, context);
	if ('notTried' in answer) {
		const message = `The image was not tried (--no-smoke): ${answer.notTried}`;
		ui.emit({event: 'note', level: 'warning', step: 'image', message});
		return;
	}
	const dockerfile = 'files' in plan ? plan.files.source.dockerfile : undefined;
	report(
		{
			...answer,
			project: selection.project,
			// The image has the whole pipeline, also where a part of it is deployed.
			pipeline: wholePipeline(selection),
			environment: selection.chosen.env.value,
			platform: platformOf(options).value,
			dockerfile: dockerfile?.path ?? undefined,
			ignoreFile: dockerfile?.ignoreFile,
		},
		duration(performance.now() - started),
		options,
		context,
	);
}

/** The engine that has the image; `undefined` where it is not tried: one in the registry or on the nodes was tried before. */
async function engineFor(
	plan: OneImagePlan,
	image: string,
	{smoke, builder, push}: Options,
	context: Context,
): Promise<Engine | undefined> {
	const isThere = plan.do === 'reuse' || (plan.do === 'build here' && plan.load?.onNodes === true);
	if (isOff(smoke) || isThere) return undefined;
	if (plan.do !== 'use') return plan.engine;
	// With --no-build --no-push no engine is used.
	if (isOff(push)) return undefined;
	// An image that is not built here may be here all the same.
	try {
		const engine = await findEngine(builder?.value, context);
		return (await engine.has(image)) === undefined ? undefined : engine;
	} catch {
		return undefined;
	}
}

function report(facts: ImageFacts, time: string, {ignore}: Options, {ui}: Context): void {
	const {findings, passed} = runImageChecks(facts, {ignore: ignore?.value ?? []});
	if (findings.length > 0) ui.emit({event: 'findings', step: 'image', findings: [...findings], passed});
	const errors = findings.filter(({severity}) => severity === 'error');
	const [first] = errors;
	if (first === undefined) {
		const {content, container} = facts;
		const seen = `${count(content?.nodes?.length ?? 0, 'node')}, Kedro ${content?.kedro}, Python ${container?.python}`;
		ui.emit({event: 'note', level: 'info', step: 'image', message: `The image was tried in ${time}: ${seen}`});
		return;
	}
	throw new WizardError('project', `The image is not ready: ${count(errors.length, 'error')}, found in ${time}`, {
		code: 'IMAGE_NOT_READY',
		detail: 'Nothing was pushed. The image is in the local engine.',
		next: [
			{command: `--ignore ${first.rule}`, when: 'to ignore findings of this rule'},
			{command: '--no-smoke', when: 'to deploy without trying the image'},
		],
	});
}
