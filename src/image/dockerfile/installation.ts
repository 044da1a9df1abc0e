// How an image gets the requirements of a project: the part of a generated Dockerfile that depends on their files.
import {posix} from 'node:path';
import type {Layout} from '../../schema/project.ts';
import {isOutside} from '../../system/files.ts';
import {quote} from '../../system/text.ts';

export type Installation = {
	/** The image that it needs; default: that of Python. */
	readonly base?: string;
	/** Lines for the beginning, before the working folder is set. */
	readonly prepare?: string;
	readonly install: string;
	/** The requirements refer to the project, so it is copied first. */
	readonly afterCopy: boolean;
	/** Lines for the end. */
	readonly finish?: string;
};

/** Where the project is in the context and in the image. */
export type Placement = {
	/** Path of the project in the context; `''` where it is the context. */
	readonly prefix: string;
	/** Absolute path in the image. */
	readonly folder: string;
	/** Absolute path on this machine. */
	readonly root: string;
};

const why = '# Before the project itself, so that a change of code does not install everything again.';
const exported = '/tmp/requirements.txt';
const pip = 'pip install --no-cache-dir';
const steps = (...commands: readonly (string | false)[]): string =>
	`RUN ${commands.filter(command => command !== false).join(' && \\\n    ')}`;

export function installation(layout: Layout, placement: Placement): Installation {
	const links = linkLines(layout, placement);
	const by = byTool(layout, placement);
	return {...by, install: `${links}${by.install}`};
}

function byTool(layout: Layout, placement: Placement): Installation {
	const {tool, files, locked, itself} = layout;
	const copies = copyLines(layout, placement);
	const before = (run: string): Installation => ({afterCopy: false, install: `${why}\n${copies}\n${run}`});
	switch (tool) {
		case 'requirements':
			return requirements(layout, placement);
		case 'uv':
			return before(uv(layout));
		case 'poetry':
			return before(poetry(layout));
		case 'pdm':
			return before(
				inTool('pdm', ["'pdm[locked]'"], bin => [
					!locked && `${bin}/pdm lock`,
					`${bin}/pdm export --prod${hashes(layout, ' --without-hashes')} --output ${exported}`,
				]),
			);
		case 'pipenv':
			return before(
				inTool('pipenv', ['pipenv'], bin => [
					!locked && `${bin}/pipenv lock`,
					`${bin}/pipenv requirements > ${exported}`,
				]),
			);
		case 'conda':
			return conda(layout, placement);
		case 'pixi':
			return pixi(layout, placement);
		case 'project':
			return {
				afterCopy: true,
				install: `${copiesBeside(layout, placement)}${projectComment(files[0] ?? '')}\nRUN ${pip} ${packageFolder(files[0] ?? '')}`,
			};
		case null:
			return {
				afterCopy: itself,
				install: steps('echo "No file says what to install: write a requirements.txt" >&2', 'exit 1'),
			};
	}
}

const packageFolder = (file: string): string => (file.startsWith('src/') ? './src' : '.');

const projectComment = (file: string): string =>
	file === 'pyproject.toml'
		? `# pyproject.toml says what to install, and pip reads it together with the project. With a requirements.txt of the
# dependencies, copied and installed before the project, a change of code would not install everything again.`
		: `# ${file} says what to install, and pip runs it together with the project.`;

function requirements(layout: Layout, placement: Placement): Installation {
	const [file = 'requirements.txt'] = layout.files;
	const inPlace = `RUN ${pip} -r ${file}`;
	const hasOutside = layout.local.some(({path}) => isOutside(path));
	if (layout.itself || (layout.local.length > 0 && !hasOutside)) {
		return {afterCopy: true, install: `${copiesBeside(layout, placement)}${inPlace}`};
	}
	return {
		afterCopy: false,
		install: hasOutside
			? `${why}\n${copyLines(layout, placement)}\n${inPlace}`
			: `${why}\n${copyLine([posix.join(placement.prefix, file)], exported)}\nRUN ${pip} -r ${exported}`,
	};
}

/** A package in a folder, or from Git, has no hash to compare. */
const hashes = ({local, git}: Layout, without: string): string => (local.length > 0 || git ? without : '');

/**
 * uv writes paths relative to the folder of its workspace, where pip has to look for them. Which package comes from which
 * index only uv itself knows.
 */
function uv(layout: Layout): string {
	const {locked, folder, index} = layout;
	if (index) {
		const environment = 'UV_PROJECT_ENVIRONMENT=$(python -c "import sys; print(sys.prefix)")';
		const frozen = locked ? ' --frozen' : '';
		return steps(`${pip} uv`, `${environment} uv sync${frozen} --no-dev --no-install-project --inexact --no-cache`);
	}
	const flags = `${locked ? ' --frozen' : ''} --no-dev --no-emit-project${hashes(layout, ' --no-hashes')}`;
	return steps(
		`${pip} uv`,
		`uv export${flags} --output-file ${exported} --quiet`,
		folder !== '.' && `cd ${folder}`,
		`${pip} -r ${exported}`,
	);
}

const poetry = (layout: Layout): string =>
	inTool('poetry', ['poetry', 'poetry-plugin-export'], bin => [
		!layout.locked && `${bin}/poetry lock`,
		`${bin}/poetry export --only ${['main', ...layout.groups].join(',')}${hashes(layout, ' --without-hashes')} --output ${exported}`,
	]);

/** The tool is installed beside the project's packages, which may need other versions of what the tool needs. */
const inTool = (
	name: string,
	packages: readonly string[],
	commands: (bin: string) => readonly (string | false)[],
): string =>
	steps(
		`python -m venv /tmp/${name}`,
		`/tmp/${name}/bin/${pip} ${packages.join(' ')}`,
		...commands(`/tmp/${name}/bin`),
		`${pip} -r ${exported}`,
		`rm -r /tmp/${name}`,
	);

function conda(layout: Layout, placement: Placement): Installation {
	const [file = 'environment.yml'] = layout.files;
	const run = steps(`micromamba install --yes --name base --file ${file}`, 'micromamba clean --all --yes');
	return {
		base: 'mambaorg/micromamba:2.3.3',
		prepare: '\n# The base image is not root at this point.\nUSER root\nENV PATH=/opt/conda/bin:$PATH\n',
		...around(layout, placement, run),
		finish:
			'# A cluster starts the command of a task without the entry point of the base image, so it is not used here either.\nENTRYPOINT []\n',
	};
}

function pixi(layout: Layout, placement: Placement): Installation {
	const run = steps(`pixi install${layout.locked ? ' --locked' : ''}`, 'rm -rf /home/kedro/.cache');
	return {
		base: 'ghcr.io/prefix-dev/pixi:latest',
		prepare: `\nENV PATH=${placement.folder}/.pixi/envs/default/bin:$PATH\n`,
		...around(layout, placement, run),
	};
}

/** Before the project where its files are not needed, else after it. */
const around = (layout: Layout, placement: Placement, run: string): Pick<Installation, 'install' | 'afterCopy'> =>
	layout.itself
		? {afterCopy: true, install: `${copiesBeside(layout, placement)}${run}`}
		: {afterCopy: false, install: `${why}\n${copyLines(layout, placement)}\n${run}`};

/** COPY lines for what is outside of the project, which the copy of the project does not bring; each with a line end. */
const copiesBeside = (layout: Layout, placement: Placement): string =>
	copyLines({...layout, files: [], local: layout.local.filter(({path}) => isOutside(path))}, placement, '\n');

/** A requirement with the absolute path of this machine finds its folder in the image at the same path. */
function linkLines({local}: Layout, {folder, root}: Placement): string {
	const links = local
		.filter(({absolute}) => absolute)
		.map(({path}) => {
			const here = posix.join(root, path);
			return `RUN mkdir -p ${quote(posix.dirname(here))} && ln -s ${quote(posix.join(folder, path))} ${quote(here)}\n`;
		});
	return links.length === 0 ? '' : `# Some requirements name absolute paths.\n${links.join('')}`;
}

/** COPY lines for the files that decide and for what they refer to. */
function copyLines({files, local}: Layout, {prefix, folder}: Placement, end = ''): string {
	const near = files.filter(file => !file.includes('/'));
	const paths = [...files.filter(file => file.includes('/')), ...local.map(({path}) => path)];
	const lines = [
		...(near.length === 0
			? []
			: [
					copyLine(
						near.map(file => posix.join(prefix, file)),
						'./',
					),
				]),
		...paths.map(path => copyLine([posix.join(prefix, path)], posix.join(folder, path))),
	];
	return lines.map((line, index) => `${line}${index < lines.length - 1 || end !== '' ? '\n' : ''}`).join('');
}

/** A COPY line; as JSON where a path has spaces. */
export function copyLine(from: readonly string[], to: string, option?: string): string {
	const paths = [...from, to];
	const written = paths.some(path => /\s/.test(path)) ? JSON.stringify(paths) : paths.join(' ');
	return ['COPY', ...(option === undefined ? [] : [option]), written].join(' ');
}
