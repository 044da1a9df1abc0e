// The images of tasks with requirements of their own: which files they name, and the image in the place of the file.
import {taskSettings} from '../../../options/settings/settings.ts';
import type {TaskSettings} from '../../../pipeline-spec/task-settings.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Selection} from '../../selection.ts';
import {exitSettings} from './exit-task.ts';
import {startSettings} from './start-task.ts';

/** By the file of requirements. */
export type TaskImages = Readonly<Record<string, string>>;

/** All images of a spec. */
export type Images = {readonly image: string; readonly taskImages: TaskImages};

/** A name for all images where none is built, because no task is started with one. */
export const unbuiltImages = (selection: Selection): Images => {
	const image = 'not-built-yet';
	return {image, taskImages: Object.fromEntries(requirementsOf(selection).map(file => [file, image]))};
};

/** The files that tasks of this run name, each once. @throws WizardError as `taskSettings` does. */
export function requirementsOf({project, pipeline, graph}: Selection): readonly string[] {
	const others = [startSettings(project, {}), exitSettings(project, {})].flatMap(settings => settings ?? []);
	const all = [...graph.tasks.map(taskSettings(project, pipeline)), ...others];
	return [...new Set(all.flatMap(({requirements}) => requirements ?? []))].sort();
}

/** @throws WizardError `usage` where the image of the file is not known, because nothing is built. */
export function imageOfTask({requirements, ...settings}: TaskSettings, images: TaskImages): TaskSettings {
	if (requirements === undefined) return settings;
	const image = images[requirements];
	if (image !== undefined) return {...settings, image};
	throw new WizardError(
		'usage',
		`Some tasks need an image with the packages of ${requirements}, and no image is built`,
		{
			code: 'REQUIREMENTS_NEED_BUILD',
			next: [
				{command: 'kfp-wizard deploy --build', when: 'to build it'},
				{
					command: 'kfp-wizard check',
					when: 'after you named an image for these tasks in kfp.yml: image instead of requirements',
				},
			],
		},
	);
}
