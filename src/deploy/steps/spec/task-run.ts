// The `kedro run` of the tasks of a project, in the form that its own run command takes.
import {confSourceOption} from '../../../kedro/configuration-source.ts';
import {runCommand} from '../../../kedro/kedro-run.ts';
import {fitRun} from '../../../kedro/own-run.ts';
import type {Project} from '../../../schema/project.ts';

/** @throws WizardError `project` for what `kedro run` of this project cannot do. */
export const taskRun = (project: Project, environment: string, pipeline: string): ReturnType<typeof fitRun> =>
	fitRun(runCommand(project.kedro, {environment, pipeline, confSource: confSourceOption(project)}), project.ownRun);
