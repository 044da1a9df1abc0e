// Step 4: the container image, built and pushed, or loaded into a cluster on this machine, unless it is there.
import {findBuildInputs} from '../../../image/build-inputs.ts';
import {formatReference} from '../../../image/reference.ts';
import {defined} from '../../../system/defined.ts';
import type {Interview} from '../../interview/interview.ts';
import {withWays} from '../../interview/with-ways.ts';
import type {Done, Step, Work} from '../../step.ts';
import {build, keptDockerfile, push} from './build.ts';
import {askDestination} from './destination.ts';
import {askForFiles, writeFiles} from './files.ts';
import {reportInputs} from './inputs.ts';
import {type Asked, type ImageState, inspectImage, type Needs} from './inspect.ts';
import {loadBuilt} from './load.ts';
import {type ImagePlan, planImage} from './plan.ts';
import {refuseSuspicious} from './suspicious.ts';
import {applyTag} from './tag.ts';
import {waysToImage} from './ways.ts';

/** What the spec names, and what was done for it. */
export type BuiltImage = {
	readonly image: string;
	readonly built: boolean;
	readonly pushed: boolean;
	/** Set where the image goes into a cluster on this machine. */
	readonly loaded?: boolean;
};

export const imageStep = {
	id: 'image',
	title: 'Image',

	async ask(needs, interview) {
		const {options, source, about} = needs;
		const asked = {options, source, ...defined({about}), ...(await askDestination(needs, interview))};
		if (source === undefined) return {...asked, keepFiles: false};
		refuseSuspicious(source.context, options);
		const inputs = await findBuildInputs(source.dockerfile, interview);
		reportInputs(inputs, interview.ui);
		return {
			...asked,
			inputs,
			keepFiles: await askForFiles(source.dockerfile, needs.project.root, options, interview.ui),
		};
	},

	async inspect(asked, interview: Interview) {
		return withWays(inspectImage(asked, interview), error => waysToImage(error, asked, interview), interview.ui);
	},

	plan: planImage,

	apply: applyImage,
} satisfies Step<Needs, Asked, ImageState, ImagePlan, BuiltImage>;

async function applyImage(plan: ImagePlan, work: Work): Promise<Done<BuiltImage>> {
	const {beforePush, changed} = work;
	if (plan.do === 'use') {
		await beforePush?.(plan.image);
		return done({image: plan.image, built: false, pushed: false});
	}
	const {files} = plan;
	if (files.write) await writeFiles(files.source.context.root, keptDockerfile(files), changed);
	switch (plan.do) {
		case 'reuse':
			await beforePush?.(plan.image);
			await applyTag(plan.tag, plan.digest, work);
			return done({image: plan.image, built: false, pushed: false});
		case 'build and push': {
			const name = formatReference(plan.reference);
			const built = await build(plan.engine, files, name, work);
			await beforePush?.(name);
			const digest = await push(plan.engine, plan.reference, built, work);
			await applyTag(plan.tag, digest, work);
			return done({image: formatReference({...plan.reference, digest}), built: true, pushed: true});
		}
		case 'build here':
			if (!plan.present) {
				await build(plan.engine, files, plan.image, work);
				changed(`built ${plan.image}`);
			}
			await beforePush?.(plan.image);
			const loaded = plan.load && (await loadBuilt(plan.load, plan, work));
			return done({image: plan.image, built: !plan.present, pushed: false, ...defined({loaded})});
	}
}

const done = (value: BuiltImage): Done<BuiltImage> => ({
	value,
	outcome: value,
	detail: value.built || value.loaded === true ? value.image : `unchanged: ${value.image}`,
});
