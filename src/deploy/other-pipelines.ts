// The pipelines that run before and after all tasks of a run, as `on_start` and `on_exit` of kfp.yml name them.
import {onExitOf, onStartOf} from '../options/settings/settings.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import {WizardError} from '../system/errors.ts';
import {didYouMean} from '../system/nearest.ts';
import type {Selection} from './selection.ts';

/** The pipeline that runs first; `undefined` without one. @throws WizardError `usage` where there is none of its name. */
export const startPipeline = (project: Project): Pipeline | undefined =>
	pipelineNamed(project, onStartOf(project)?.pipeline, 'on_start');

/** The pipeline that runs at the end. @throws as `startPipeline`. */
export const exitPipeline = (project: Project): Pipeline | undefined =>
	pipelineNamed(project, onExitOf(project)?.pipeline, 'on_exit');

function pipelineNamed({pipelines}: Project, name: string | undefined, key: string): Pipeline | undefined {
	const found = pipelines.find(pipeline => pipeline.name === name);
	if (name === undefined || found !== undefined) return found;
	const names = pipelines.map(pipeline => pipeline.name);
	throw new WizardError('usage', `There is no pipeline "${name}" (${key} in kfp.yml)${didYouMean(name, names)}`, {
		code: 'UNKNOWN_NAME',
		detail: `Known names: ${names.join(', ')}`,
		next: [{command: 'kfp-wizard describe', when: 'to see the pipelines with their nodes'}],
	});
}

/** Those that there are. @throws as `startPipeline`. */
export const otherPipelines = (project: Project): readonly Pipeline[] =>
	[startPipeline(project), exitPipeline(project)].flatMap(pipeline => pipeline ?? []);

/** All nodes of a run, those of its start and end too: for what all of its tasks need, such as Secrets. */
export function pipelineOfRun({project, pipeline}: Pick<Selection, 'project' | 'pipeline'>): Pipeline {
	const known = new Set<string>();
	const isNew = (name: string): boolean => !known.has(name) && known.add(name).has(name);
	const all = [pipeline, ...otherPipelines(project)].flatMap(({nodes}) => nodes);
	return {...pipeline, nodes: all.filter(({name}) => isNew(name))};
}
