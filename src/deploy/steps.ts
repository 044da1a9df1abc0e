// The list of the steps, in their order: the header and the loop of `apply` come from it.
import {join} from 'node:path';
import {contextInWords} from '../kubernetes/kubeconfig.ts';
import {isOn, type Options, textOf} from '../options/options.ts';
import type {StepId} from '../schema/event.ts';
import type {Project} from '../schema/project.ts';
import {defined} from '../system/defined.ts';
import {tidyPath} from '../system/files.ts';
import type {Header} from '../ui/ui.ts';
import type {Connection} from './connection.ts';
import {credentialsStep} from './steps/credentials/credentials.ts';
import {imageStep} from './steps/image/image.ts';
import {rehearsalStep} from './steps/rehearsal/rehearsal.ts';
import {runStep} from './steps/run/run.ts';
import {scheduleStep} from './steps/schedule/schedule.ts';
import {secretStep} from './steps/secret/secret.ts';
import {specStep} from './steps/spec/spec.ts';
import {uploadStep} from './steps/upload/upload.ts';

/** Steps that only choose: what they lead to is planned by the steps after them. */
const choosingSteps = [
	{id: 'project', title: 'Project'},
	{id: 'pipeline', title: 'Pipeline'},
	{id: 'checks', title: 'Checks'},
] as const;

/** Steps that are planned and applied, in this order. */
export const appliedSteps = {
	rehearsal: rehearsalStep,
	image: imageStep,
	secret: secretStep,
	credentials: credentialsStep,
	spec: specStep,
	upload: uploadStep,
	run: runStep,
	schedule: scheduleStep,
} as const;

/** The steps of a deploy with these options. */
const stepsOf = ({
	rehearse,
	reschedule,
	credentialsSecret,
}: Options): readonly {readonly id: StepId; readonly title: string}[] =>
	[...choosingSteps, ...Object.values(appliedSteps)]
		.filter(
			({id}) =>
				(id !== 'rehearsal' || isOn(rehearse)) &&
				(id !== 'schedule' || isOn(reschedule)) &&
				(id !== 'credentials' || textOf(credentialsSecret) !== undefined),
		)
		.map(({id, title}) => ({id, title}));

/** What the UI shows at its top, as far as it is known. */
export const deployHeader = (options: Options, project?: Project, cluster?: string): Header => ({
	title: 'kfp-wizard',
	...defined({about: project && aboutOf(project), cluster}),
	steps: stepsOf(options),
});

/** The path is shown as seen from inside the project, so that it is never just a dot. */
const aboutOf = ({name, kedro, root}: Project): string =>
	`${name} · Kedro ${kedro} · ${tidyPath(root, join(root, 'src'))}`;

/** Where the server is, for the header. */
export const clusterOf = ({cluster, url, namespace, isForwarded}: Connection): string =>
	`${cluster === undefined ? url.host : contextInWords(cluster.context)} / ${namespace.value}${isForwarded ? ' (port-forward)' : ''}`;
