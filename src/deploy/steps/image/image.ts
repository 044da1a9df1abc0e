// Step 4: the container image: what would go into it, whether it is there already, and how it would be made.
import {type BuildContext, readContext} from '../../../image/context/context.ts';
import {readDockerfile} from '../../../image/dockerfile/dockerfile.ts';
import {findEngine} from '../../../image/engine/find-engine.ts';
import {formatReference, parseReference, type Reference} from '../../../image/reference.ts';
import {readManifest} from '../../../image/registry/registry.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import type {Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import {bytes, count} from '../../../system/text.ts';
import type {Ui} from '../../../ui/ui.ts';
import {
	type Answer,
	answer,
	type Did,
	type Given,
	givenList,
	givenText,
	isOff,
	planValue,
	problemWith,
} from '../../../options/options.ts';
import {newReadings} from '../../interview/readings.ts';
import {build, type BuiltImage, type ImageSource, push, refuseWithoutRight} from './build.ts';
import {type FilePlan, planFiles} from './files.ts';
import {planTag} from './tag.ts';

/** The image as planned. `image` is known before the work where it exists already. */
export type ImagePlan = {
	readonly changes: readonly Change[];
	readonly values: readonly PlanValue[];
	/** The reference for the spec, once known: by digest, or the content tag for clusters that load images. */
	readonly image: string | undefined;
	readonly pullPolicy: 'IfNotPresent' | undefined;
	/** `beforePush` gets the image once it can be run here; nothing is pushed when it throws. */
	readonly apply: (ui: Ui, did: Did, beforePush?: (image: string) => Promise<void>) => Promise<BuiltImage>;
};

/** Reads what the build would send, what is in `exclude` left out. `undefined` with `--no-build`. */
export async function readImageSource(
	project: Project,
	given: Given,
	exclude: readonly string[],
	readings = newReadings(),
): Promise<ImageSource | undefined> {
	if (isOff(given, 'build')) return undefined;
	const {root, python, requirements, sourceDir, confSource} = project;
	const platform = givenText(given, 'platform') ?? {value: 'linux/amd64', source: 'default'};
	const named = givenText(given, 'dockerfile')?.value;
	const facts = {pythonVersion: python.version, requirements, sourceDir, confSource};
	return readings.image([root, named, facts, exclude, platform], async () => {
		const dockerfile = await readDockerfile(root, named, facts);
		return {dockerfile, context: await readContext({root, dockerfile, exclude, platform: platform.value}), platform};
	});
}

export async function planImage(source: ImageSource | undefined, given: Given, ui: Ui): Promise<ImagePlan> {
	const repository = await answer(given, ui, {
		kind: 'text',
		name: 'image',
		message: 'Where should the image go?',
		flag: '--image REF',
		help: 'A repository that the cluster can pull from, such as ghcr.io/acme/churn; the tag is made from the content.',
		validate: problemWith(parseReference),
	});
	const named = parseReference(repository.value);
	if (source === undefined)
		return isOff(given, 'push') ? planNamed(named, repository) : planExisting(named, repository, ui);
	refuseSuspicious(source.context, given);
	const reference: Reference = {...named, tag: source.context.hash, digest: null};
	const files = await planFiles(source.context.root, source.dockerfile, given, ui);
	return isOff(given, 'push')
		? planLocal(source, reference, repository, files, given)
		: planPushed(source, reference, repository, files, given, ui);
}

/** `--no-build`: the image as it is in the registry. */
async function planExisting(named: Reference, repository: Answer, {signal}: Ui): Promise<ImagePlan> {
	const manifest = await readManifest(named, {env: process.env, signal});
	if (manifest === undefined) {
		throw new WizardError('usage', `${repository.value} is not in its registry, and --no-build says not to build it`, {
			code: 'IMAGE_NOT_FOUND',
		});
	}
	const image = formatReference({...named, digest: manifest.digest});
	return planKept(image, 'as it is in the registry', repository);
}

/** `--no-build --no-push`: nothing is to be done, so neither an engine nor a registry is asked. */
function planNamed(named: Reference, repository: Answer): ImagePlan {
	const image = formatReference(named);
	return planKept(image, 'as it is named, not looked for', repository);
}

/** An image that is taken as it is. */
function planKept(image: string, detail: string, repository: Answer): ImagePlan {
	return {
		changes: [{action: 'keep', what: 'image', name: image, detail}],
		values: [planValue('image', repository)],
		image,
		pullPolicy: undefined,
		apply: async (_ui, _did, beforePush) => {
			await beforePush?.(image);
			return {image, built: false, pushed: false};
		},
	};
}

async function planPushed(
	source: ImageSource,
	reference: Reference,
	repository: Answer,
	files: FilePlan,
	given: Given,
	{signal}: Ui,
): Promise<ImagePlan> {
	const manifest = await readManifest(reference, {env: process.env, signal});
	const name = formatReference(reference);
	const values = imageValues(source, repository, files, given);
	const tag = await planTag(reference, givenText(given, 'tag'), manifest?.digest, signal);
	if (manifest !== undefined) {
		const image = formatReference({...reference, digest: manifest.digest});
		return {
			changes: [
				...files.changes,
				{action: 'keep', what: 'image', name: image, detail: 'same content, in the registry already'},
				...tag.changes,
			],
			values,
			image,
			pullPolicy: undefined,
			apply: async (_, did, beforePush) => {
				await files.write(did);
				await beforePush?.(image);
				await tag.apply(manifest.digest, did);
				return {image, built: false, pushed: false};
			},
		};
	}
	// An engine that does not work and a registry that lets nobody push are told before anything is agreed to.
	const engine = await findEngine(givenText(given, 'builder')?.value, process);
	await refuseWithoutRight(engine, reference, signal);
	return {
		changes: [
			...files.changes,
			{action: 'create', what: 'image', name, detail: contextDetail(source)},
			{action: 'create', what: 'push', name: reference.registry, detail: 'digest known after the build'},
			...tag.changes,
		],
		values,
		image: undefined,
		pullPolicy: undefined,
		apply: async (ui, did, beforePush) => {
			await files.write(did);
			const built = await build(engine, source, name, ui);
			await beforePush?.(name);
			const digest = await push(engine, reference, {built, ui, did});
			await tag.apply(digest, did);
			return {image: formatReference({...reference, digest}), built: true, pushed: true};
		},
	};
}

/** `--no-push`: the content tag in the local engine, for clusters that load images. */
async function planLocal(
	source: ImageSource,
	reference: Reference,
	repository: Answer,
	files: FilePlan,
	given: Given,
): Promise<ImagePlan> {
	const engine = await findEngine(givenText(given, 'builder')?.value, process);
	const image = formatReference(reference);
	const present = (await engine.has(image)) !== undefined;
	return {
		changes: [
			...files.changes,
			present
				? {action: 'keep', what: 'image', name: image, detail: `same content, in ${engine.name} already`}
				: {action: 'create', what: 'image', name: image, detail: `${contextDetail(source)}, not pushed`},
		],
		values: imageValues(source, repository, files, given),
		image,
		pullPolicy: 'IfNotPresent',
		apply: async (ui, did, beforePush) => {
			await files.write(did);
			if (!present) {
				await build(engine, source, image, ui);
				did(`built ${image}`);
			}
			await beforePush?.(image);
			return {image, built: !present, pushed: false};
		},
	};
}

function refuseSuspicious(context: BuildContext, given: Given): void {
	const allowed = givenList(given, 'allow_file');
	const found = context.suspicious.filter(({path}) => !allowed.includes(path));
	const [first] = found;
	if (first === undefined) return;
	throw new WizardError('project', `${count(found.length, 'file')} that should not be in an image would be in it`, {
		code: 'SUSPICIOUS_FILE',
		detail: found.map(({path, reason}) => `${path}: ${reason}`).join('\n'),
		next: [
			{command: `echo '${first.path}' >> .dockerignore`, when: 'to leave it out'},
			{command: `--allow-file ${first.path}`, when: 'if it belongs there'},
		],
	});
}

const contextDetail = ({context, platform}: ImageSource): string =>
	`${count(context.files.length, 'file')}, ${bytes(context.bytes)}, ${platform.value}`;

function imageValues(
	{dockerfile, platform}: ImageSource,
	repository: Answer,
	files: FilePlan,
	given: Given,
): readonly PlanValue[] {
	return [
		planValue('image', repository),
		planValue('platform', platform),
		dockerfile.path === null
			? files.source === undefined
				? {name: 'dockerfile', value: 'made for this build', source: 'detected: none in the project'}
				: {name: 'dockerfile', value: 'made for this project', source: files.source}
			: planValue(
					'dockerfile',
					givenText(given, 'dockerfile') ?? {value: dockerfile.path, source: 'detected: in the project'},
				),
	];
}
