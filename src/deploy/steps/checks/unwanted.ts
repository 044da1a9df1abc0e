// What the checks report of a build context: files that look like credentials, and folders that no task needs.
import type {Facts} from '../../../checks/facts.ts';
import {pathInProject} from '../../../checks/data-location.ts';
import {locationOf} from '../../../kedro/datasets.ts';
import type {Project} from '../../../schema/project.ts';
import {defined} from '../../../system/defined.ts';
import {bytes} from '../../../system/text.ts';
import {decidingLine} from '../../../image/context/ignore-rules.ts';
import type {BuildContext} from '../../../image/context/context.ts';
import type {ImageSource} from '../../../image/source.ts';
import type {Options} from '../../../options/options.ts';

type Unwanted = NonNullable<Facts['unwanted']>;

export function unwantedFiles(
	{context, dockerfile}: Pick<ImageSource, 'context' | 'dockerfile'>,
	project: Project,
	{allowFile}: Options,
): Unwanted {
	const allowed = allowFile?.value ?? [];
	const made = dockerfile.path ?? 'Dockerfile';
	const suspicious = context.suspicious
		.filter(({path, inConfiguration}) => inConfiguration !== true && !allowed.includes(path))
		.map(({path, line, reason, certain = true}) => ({
			path,
			...defined({line}),
			reason,
			secret: certain,
			inDockerfile: path === made && reason.startsWith('line '),
		}));
	const isWanted = (path: string): boolean =>
		path.endsWith('/.gitkeep') || decidingLine(dockerfile.ignore, path)?.exception === true;
	const folders = ['logs', ...(readsOwnData(project) ? [] : ['data'])].flatMap(folder => {
		// A comment about the folder says that it is in the image on purpose.
		if (new RegExp(`^#.*\\b${folder}\\b`, 'm').test(dockerfile.ignore)) return [];
		const files = context.files.filter(({path}) => path.startsWith(`${folder}/`) && !isWanted(path));
		const size = files.reduce((sum, file) => sum + file.size, 0);
		const reason = `${bytes(size)} that no task of this pipeline reads`;
		return size === 0 ? [] : [{path: folder, reason, secret: false, inDockerfile: false}];
	});
	return [...suspicious, ...folders];
}

/** What looks like a secret among the values of the configuration, with the line. */
export const secretValues = ({suspicious}: BuildContext, {allowFile}: Options): Facts['secretValues'] =>
	suspicious.flatMap(({path, line, reason, certain = true, inConfiguration}) =>
		inConfiguration === true && line !== undefined && allowFile?.value.includes(path) !== true
			? [{file: path, line, reason, certain}]
			: [],
	);

/** Whether some dataset or parameter is about the project's data folder: other checks report that. */
const readsOwnData = (project: Project): boolean =>
	project.pathParameters?.some(({path}) => `${path}/`.startsWith('data/')) === true ||
	project.datasets.some(dataset => (pathInProject(locationOf(dataset) ?? '', project.root) ?? '').startsWith('data/'));
