// The packages that tasks get besides those of the project, from requirements files that kfp.yml names for them.
import {isBelow} from '../system/version.ts';
import type {Facts} from './facts.ts';

/** Of the task of a node; a file that cannot be read may have any. */
export function hasOwnPackage({project, requirementsOf}: Facts, node: string, packages: readonly string[]): boolean {
	const file = requirementsOf?.(node);
	const found = project.taskRequirements?.find(one => one.file === file);
	if (file === undefined || found === undefined) return false;
	return found.packages === null || packages.some(name => found.packages?.includes(name));
}

/** Whether every task that uses a dataset gets one of the packages so. Up to Kedro 0.19 all tasks create all datasets. */
export function usersHavePackage(facts: Facts, dataset: string, packages: readonly string[]): boolean {
	const {project, pipeline} = facts;
	if (isBelow(project.kedro, [1, 0, 0]) || (project.taskRequirements ?? []).length === 0) return false;
	const users = pipeline.nodes.filter(({inputs, outputs}) => [...inputs, ...outputs].includes(dataset));
	return users.length > 0 && users.every(({name}) => hasOwnPackage(facts, name, packages));
}
