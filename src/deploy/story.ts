// The story of a deploy as the face draws it: its steps, the project, and the place where it will run.
import {join} from 'node:path';
import type {Project} from '../schema/project.ts';
import {tidyPath} from '../system/files.ts';
import type {Header} from '../ui/ui.ts';
import {type Given, isOn} from '../options/options.ts';
import type {Remote} from './connection.ts';

/** What is known of it by now. */
export function story(given: Given, project?: Project, remote?: Remote): Header {
	return {
		title: 'kfp-wizard',
		...(project === undefined ? {} : {about: aboutOf(project)}),
		...(remote === undefined ? {} : {cluster: clusterOf(remote)}),
		steps: [
			{id: 'project', title: 'Project'},
			{id: 'pipeline', title: 'Pipeline'},
			{id: 'checks', title: 'Checks'},
			...(isOn(given, 'rehearse') ? [{id: 'rehearsal', title: 'Rehearsal'} as const] : []),
			{id: 'image', title: 'Image'},
			{id: 'secret', title: 'Secret'},
			{id: 'spec', title: 'Spec'},
			{id: 'upload', title: 'Upload'},
			{id: 'run', title: 'Run'},
		],
	};
}

/** The path is told as seen from inside, so that it is never a mere dot. */
const aboutOf = ({name, kedro, root}: Project): string =>
	`${name} · Kedro ${kedro} · ${tidyPath(root, join(root, 'src'))}`;

const clusterOf = ({cluster, url, namespace}: Remote): string => `${cluster?.context ?? url.host} / ${namespace.value}`;
