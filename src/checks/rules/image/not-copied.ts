// Parts of the project that the project's own Dockerfile does not bring to where Kedro looks for them.
import {posix} from 'node:path';
import type {Stage} from '../../../image/outline/stage.ts';
import {dockerfileAdvice} from '../../dockerfile-advice.ts';
import type {Facts} from '../../facts.ts';
import {copyLine, lineToAddAfter, projectInImage, type ProjectInImage} from '../../project-in-image.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const imageNotCopied: Rule = {
	id: 'image/not-copied',
	severity: 'varies',
	title: 'The Dockerfile does not copy a part of the project that Kedro needs',
	why: 'A task finds only what the last stage of the Dockerfile has. Without pyproject.toml Kedro finds no project; without the configuration or the package every task fails. COPY copies what is in a folder, not the folder itself.',
	fix: 'Copy it in the last stage of the Dockerfile',
	check: facts => {
		const {outline, project} = facts;
		if (outline === undefined) return [];
		const {image, sent} = outline;
		const inImage = projectInImage(image, project, sent);
		const parts = partsOf(facts).filter(({probes}) => probes.length > 0);
		const missing = parts
			.map(part => ({...part, probes: part.probes.filter(path => inImage.has(path) === 'no')}))
			.filter(({probes}) => probes.length > 0);
		const earlier =
			missing.length === parts.length
				? earlierStage(
						facts,
						missing.flatMap(({probes}) => probes),
					)
				: undefined;
		if (earlier !== undefined) return [leftBehind(facts, earlier)];
		const isNothing =
			missing.length > 1 && missing.length === parts.length && missing.every(part => isAbsent(inImage, part));
		return isNothing ? [copiesNothing(facts)] : missing.map(part => notCopied(facts, inImage, part));
	},
};

type Part = {
	/** What a COPY would name. */
	readonly path: string;
	/** Files of the build context that must be in the image. */
	readonly probes: readonly string[];
	readonly effect: string;
	readonly isFile?: boolean;
};

function partsOf({project, pipeline, environment, outline}: Facts): readonly Part[] {
	const sent = outline?.sent ?? [];
	const below = (folder: string): readonly string[] => sent.filter(path => path.startsWith(`${folder}/`));
	const conf = project.confSource;
	const folders = [...new Set([project.baseEnvironment, environment])].map(name => `${conf}/${name}`);
	const source = project.sourceDir.split('/')[0] ?? project.sourceDir;
	const modules = below(project.sourceDir).filter(path => path.endsWith('.py'));
	const nodeFiles = pipeline.nodes.flatMap(({place}) => (place === null ? [] : [place.file]));
	const ofNodes = below(source).filter(path => nodeFiles.includes(path));
	return [
		{
			path: 'pyproject.toml',
			probes: sent.filter(path => path === 'pyproject.toml'),
			effect: 'Kedro will find no project, and every task will end with "No such command \'run\'"',
			isFile: true,
		},
		...(posix.isAbsolute(conf) || conf.startsWith('..')
			? []
			: [
					{
						path: conf,
						probes: folders.flatMap(below),
						effect: 'every task will fail because its configuration is missing',
					},
				]),
		{
			path: source,
			probes: [...new Set([...modules, ...ofNodes])],
			effect: 'every task that imports it will fail',
		},
	];
}

/** An earlier stage that has what the last one lacks. */
const earlierStage = (
	{outline, project}: Facts,
	probes: readonly string[],
): {stage: Stage; root: string} | undefined => {
	for (const stage of outline?.stages.slice(0, -1).reverse() ?? []) {
		const {root, has} = projectInImage(stage, project, outline?.sent ?? []);
		if (root !== undefined && probes.length > 0 && probes.every(path => has(path) === 'yes')) return {stage, root};
	}
	return undefined;
};

function leftBehind({outline}: Facts, {stage, root}: {stage: Stage; root: string}): RatedProblem {
	const file = outline?.path ?? 'Dockerfile';
	const image = outline?.image ?? stage;
	const name = stage.name ?? String(stage.number);
	return {
		severity: 'error',
		message: `The last stage of ${file} does not have the project: it stays in ${root} of the stage ${name} (line ${stage.line}), and every task will end with "No such command 'run'"`,
		fix: dockerfileAdvice({
			verb: 'Add after',
			line: lineToAddAfter(image),
			file,
			text: `COPY --from=${name} ${root} ${root}`,
		}),
		location: {file, line: image.line},
	};
}

const isAbsent = ({has, elsewhere}: ProjectInImage, {probes}: Part): boolean =>
	probes.every(path => has(path) === 'no' && elsewhere(path) === undefined);

function copiesNothing({outline}: Facts): RatedProblem {
	const file = outline?.path ?? 'Dockerfile';
	const image = outline?.image;
	const trigger = image?.triggers.find(({keyword}) => keyword === 'COPY' || keyword === 'ADD');
	const line = trigger?.line ?? image?.line ?? null;
	const target = image?.workdir === '/' ? '/app' : '.';
	return {
		severity: 'error',
		message: `${file} copies no file of the project${trigger === undefined ? '' : `: ONBUILD in line ${trigger.line} copies it only into images that are built from this one`}. Every task will end with "No such command 'run'"`,
		fix: dockerfileAdvice({
			verb: 'Add after',
			line: image === undefined ? 1 : lineToAddAfter(image),
			file,
			text: `COPY . ${target}`,
		}),
		location: {file, line},
	};
}

function notCopied(
	{outline, project, pipeline}: Facts,
	inImage: ProjectInImage,
	{path, probes, effect, isFile = false}: Part,
): RatedProblem {
	const file = outline?.path ?? 'Dockerfile';
	const image = outline?.image;
	const root = inImage.root ?? '/app';
	const [first = path] = probes;
	const elsewhere = inImage.elsewhere(first);
	const all = (outline?.sent ?? []).filter(each => each === path || each.startsWith(`${path}/`));
	const named = isFile || all.every(each => inImage.has(each) === 'no') ? path : list(probes);
	return {
		severity:
			!isFile && path !== project.confSource && isMinor(probes, project.sourceDir, pipeline.nodes)
				? 'warning'
				: 'error',
		message:
			elsewhere === undefined
				? `${file} does not copy ${named} to ${posix.join(root, isFile ? '' : path)}: ${effect}`
				: `${file} copies ${first} to ${elsewhere}, and Kedro looks for it at ${posix.join(root, first)}: ${effect}`,
		fix:
			image === undefined
				? `Copy ${path}`
				: dockerfileAdvice({
						verb: 'Add after',
						line: lineToAddAfter(image),
						file,
						text: copyLine(image, root, path, isFile),
					}),
		location: {file, line: image === undefined ? null : lineToAddAfter(image)},
	};
}

/** A module that nothing imports may stay out. */
function isMinor(probes: readonly string[], sourceDir: string, nodes: Facts['pipeline']['nodes']): boolean {
	const needed = new Set([
		`${sourceDir}/settings.py`,
		`${sourceDir}/pipeline_registry.py`,
		...nodes.flatMap(({place}) => place?.file ?? []),
	]);
	return !probes.some(path => needed.has(path));
}
