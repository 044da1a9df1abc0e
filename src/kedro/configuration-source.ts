// A configuration that settings.py has outside of the project, or under an absolute path: how the image and the tasks get it.
import type {Project} from '../schema/project.ts';

export type OutsideConfiguration = {
	/** Relative to the project. */
	readonly path: string;
	/** The absolute path of this machine under which Kedro looks for it. */
	readonly link?: string;
};

/** More would bring a large part of this machine's folders into the image. */
const mostFoldersAbove = 3;

const isNear = (path: string): boolean => path.split('/').filter(part => part === '..').length <= mostFoldersAbove;

/** The folders that a generated Dockerfile brings into the image at their place beside the project. */
export function outsideConfiguration({
	sourceProblems = [],
}: Pick<Project, 'sourceProblems'>): readonly OutsideConfiguration[] {
	return sourceProblems.flatMap(({kind, what, value, absolute}): readonly OutsideConfiguration[] => {
		if (kind === 'whole' || !isNear(value)) return [];
		if (what === 'base_env' && absolute !== null) return [{path: value, link: absolute}];
		return kind === 'outside' ? [{path: value}] : [];
	});
}

/** What `--conf-source` says to every task, relative to the project; `undefined` where settings.py says it. */
export const confSourceOption = ({sourceProblems = []}: Pick<Project, 'sourceProblems'>): string | undefined =>
	sourceProblems.find(
		({kind, what, value, absolute}) => kind !== 'whole' && what === 'CONF_SOURCE' && absolute !== null && isNear(value),
	)?.value;
