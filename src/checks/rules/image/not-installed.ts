// A Dockerfile that never installs Kedro, or the project's requirements.
import type {PythonPackages} from '../../../image/outline/file-tree.ts';
import {dockerfileAdvice} from '../../dockerfile-advice.ts';
import type {Facts} from '../../facts.ts';
import {lineToAddAfter} from '../../project-in-image.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

export const imageNotInstalled: Rule = {
	id: 'image/not-installed',
	severity: 'varies',
	title: 'The Dockerfile does not install what the project requires',
	why: 'Without Kedro no task starts, and a task whose packages are missing ends with ModuleNotFoundError. Where the Dockerfile installs some of the requirements by name, the rest is a warning.',
	fix: 'Install the requirement file in the Dockerfile',
	check: facts => {
		const {outline, project} = facts;
		if (outline === undefined) return [];
		const {image} = outline;
		if (!image.base.isPublic || image.base.mayHavePackages || image.mayHaveInstalled) return [];
		if (
			image.opaque.has('/') ||
			[...image.opaque].some(path => /site-packages|^\/usr(?:\/local)?(?:\/lib)?$|venv|\/opt/.test(path))
		)
			return [];
		const all = packagesIn(facts);
		const hasKedro = all.some(({isOpen, names}) => isOpen || [...names].some(name => /^kedro(?:-|$)/.test(name)));
		if (!hasKedro) return [notInstalled(facts, all)];
		if (all.some(({isOpen, files}) => isOpen || files.size > 0)) return [];
		const names = new Set(all.flatMap(each => [...each.names]));
		const rest = project.requires.filter(
			({group, name}) => group === null && !names.has(name) && !/^kedro(?:-|$)/.test(name),
		);
		if (rest.length === 0) return [];
		const isPartial = project.requires.some(({name}) => names.has(name) && !/^kedro(?:-|$)/.test(name));
		return [
			{
				severity: isPartial ? 'warning' : 'error',
				message: `${outline.path} does not install ${requirementFile(facts)}: ${list(
					rest.map(({name}) => name),
					4,
				)} will be missing in every task`,
				fix: installAdvice(facts),
				location: {file: outline.path, line: all[0]?.line ?? image.line},
			},
		];
	},
};

function packagesIn({outline}: Facts): readonly PythonPackages[] {
	const entries = [...(outline?.image.files.values() ?? [])];
	return [...new Set(entries.flatMap(entry => (entry.is === 'packages' || entry.is === 'program' ? [entry.of] : [])))];
}

function notInstalled(facts: Facts, all: readonly PythonPackages[]): RatedProblem {
	const {outline} = facts;
	const file = outline?.path ?? 'Dockerfile';
	const image = outline?.image;
	const earlier = outline?.stages
		.slice(0, -1)
		.findLast(({files}) => [...files.values()].some(({is}) => is === 'program'));
	const environment = [...(earlier?.files.values() ?? [])].flatMap(entry =>
		entry.is === 'program' ? [entry.of.prefix] : [],
	)[0];
	if (earlier !== undefined && environment !== undefined && all.length === 0 && image !== undefined) {
		const name = earlier.name ?? String(earlier.number);
		return {
			severity: 'error',
			message: `The last stage of ${file} does not have the packages: Kedro is installed in ${environment} of the stage ${name} (line ${earlier.line}), and no task will find the command kedro`,
			fix: dockerfileAdvice({
				verb: 'Add after',
				line: image.line,
				file,
				text: `COPY --from=${name} ${environment} ${environment}`,
			}),
			location: {file, line: image.line},
		};
	}
	return {
		severity: 'error',
		message: `${file} never installs Kedro${all.length === 0 ? ' or anything else' : ''}: no task will find the command kedro`,
		fix: installAdvice(facts),
		location: {file, line: all[0]?.line ?? image?.line ?? null},
	};
}

const requirementFile = ({project: {requirements}}: Facts): string => requirements[0] ?? 'the requirements';

/** A machine can add it where there is a plain requirement file that is in the image already. */
function installAdvice({outline, project}: Facts): string {
	const image = outline?.image;
	const file = project.requirements.find(path => path.endsWith('requirements.txt'));
	const placed = [...(image?.files ?? [])].find(([, entry]) => entry.is === 'file' && entry.source === file)?.[0];
	const isRoot = image?.user === undefined || image.user.value === 'root' || image.user.value === '0';
	if (image === undefined || outline === undefined || placed === undefined || !isRoot)
		return `Install ${file ?? 'the requirements'} with RUN pip install in the last stage`;
	return dockerfileAdvice({
		verb: 'Add after',
		line: lineToAddAfter(image),
		file: outline.path,
		text: `RUN pip install --no-cache-dir -r ${placed}`,
	});
}
