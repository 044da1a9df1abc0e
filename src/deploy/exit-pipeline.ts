// The pipeline that runs when all tasks of a run have ended, as `on_exit` of kfp.yml names it.
import {onExitOf} from '../options/settings/settings.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import {WizardError} from '../system/errors.ts';
import {didYouMean} from '../system/nearest.ts';
import type {Selection} from './selection.ts';

/** The pipeline that runs at the end; `undefined` without one. @throws WizardError `usage` where there is none of its name. */
export function exitPipeline(project: Project): Pipeline | undefined {
	const name = onExitOf(project)?.pipeline;
	const found = project.pipelines.find(pipeline => pipeline.name === name);
	if (name === undefined || found !== undefined) return found;
	const names = project.pipelines.map(pipeline => pipeline.name);
	throw new WizardError('usage', `There is no pipeline "${name}" (on_exit in kfp.yml)${didYouMean(name, names)}`, {
		code: 'UNKNOWN_NAME',
		detail: `Known names: ${names.join(', ')}`,
	});
}

/** All nodes of a run, those of its end too: for what all of its tasks need, such as Secrets. */
export function pipelineOfRun({project, pipeline}: Pick<Selection, 'project' | 'pipeline'>): Pipeline {
	const known = new Set(pipeline.nodes.map(({name}) => name));
	const more = exitPipeline(project)?.nodes.filter(({name}) => !known.has(name)) ?? [];
	return {...pipeline, nodes: [...pipeline.nodes, ...more]};
}
