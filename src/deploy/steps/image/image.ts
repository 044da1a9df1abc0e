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
import {type Asked, askedWith, type ImageState, type ImageStates, inspectImage, type Needs} from './inspect.ts';
import {loadBuilt} from './load.ts';
import {type ImagePlan, type OneImagePlan, planImages} from './plan.ts';
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
	/** The images with more packages, by their files of requirements. */
	readonly taskImages?: Readonly<Record<string, string>>;
};

export const imageStep = {
	id: 'image',
	title: 'Image',

	async ask(needs, interview) {
		const {options, source, about, requirements} = needs;
		const asked = {options, source, ...defined({about, requirements}), ...(await askDestination(needs, interview))};
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

	async inspect(asked, interview: Interview): Promise<ImageStates> {
		const look = (of: Asked): Promise<ImageState> =>
			withWays(inspectImage(of, interview), error => waysToImage(error, of, interview), interview.ui);
		const state = await look(asked);
		const {source, requirements = []} = asked;
		if (source === undefined || requirements.length === 0) return state;
		const others: NonNullable<ImageStates['others']>[number][] = [];
		for (const file of requirements) {
			const own = askedWith(asked, source, file);
			others.push({file, asked: own, state: await look(own)});
		}
		return {...state, others};
	},

	plan: planImages,

	apply: applyImage,
} satisfies Step<Needs, Asked, ImageStates, ImagePlan, BuiltImage>;

/** All are built and tried before the first is pushed. */
async function applyImage(plan: ImagePlan, work: Work): Promise<Done<BuiltImage>> {
	const main = await prepare(plan, work);
	const others: (Prepared & {readonly file: string})[] = [];
	for (const {file, plan: own} of plan.others ?? []) others.push({file, ...(await prepare(own, work))});
	await work.beforePush?.(main.name, Object.fromEntries(others.map(({file, name}) => [file, name])));
	const built = await main.finish();
	if (others.length === 0) return done(built);
	const taskImages: Record<string, string> = {};
	for (const {file, finish} of others) taskImages[file] = (await finish()).image;
	return done({...built, taskImages});
}

/** An image in the local engine, or where it was found. */
type Prepared = {readonly name: string; readonly finish: () => Promise<BuiltImage>};

async function prepare(plan: OneImagePlan, work: Work): Promise<Prepared> {
	const {changed} = work;
	if (plan.do === 'use')
		return {name: plan.image, finish: async () => ({image: plan.image, built: false, pushed: false})};
	const {files} = plan;
	if (files.write) await writeFiles(files.source.context.root, keptDockerfile(files), changed);
	switch (plan.do) {
		case 'reuse':
			return {
				name: plan.image,
				finish: async () => {
					await applyTag(plan.tag, plan.digest, work);
					return {image: plan.image, built: false, pushed: false};
				},
			};
		case 'build and push': {
			const name = formatReference(plan.reference);
			const built = await build(plan.engine, files, name, work);
			return {
				name,
				finish: async () => {
					const digest = await push(plan.engine, plan.reference, built, work);
					await applyTag(plan.tag, digest, work);
					return {image: formatReference({...plan.reference, digest}), built: true, pushed: true};
				},
			};
		}
		case 'build here':
			if (!plan.present) {
				await build(plan.engine, files, plan.image, work);
				changed(`built ${plan.image}`);
			}
			return {
				name: plan.image,
				finish: async () => {
					const loaded = plan.load && (await loadBuilt(plan.load, plan, work));
					return {image: plan.image, built: !plan.present, pushed: false, ...defined({loaded})};
				},
			};
	}
}

const done = (value: BuiltImage): Done<BuiltImage> => ({
	value,
	outcome: value,
	detail: value.built || value.loaded === true ? value.image : `unchanged: ${value.image}`,
});
