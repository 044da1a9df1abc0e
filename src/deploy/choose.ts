// The first half of a deploy: everything is found out and asked, nothing is changed. It ends with the plan.
import {refuseInvalidOptions} from '../options/conflicts.ts';
import {isOff, isOn, type Options, textOf} from '../options/options.ts';
import type {Project} from '../schema/project.ts';
import type {ProjectIdentity} from '../system/project-identity.ts';
import {count} from '../system/text.ts';
import type {Ui} from '../ui/ui.ts';
import {openConnection} from './connection.ts';
import {projectIdentity} from './identity.ts';
import {pipelineOfRun} from './other-pipelines.ts';
import type {Interview} from './interview/interview.ts';
import {type Chosen, planOf} from './plan.ts';
import type {Selected, Selection} from './selection.ts';
import {foreseenCluster} from './reach/foreseen-cluster.ts';
import {withNodePlatform} from './reach/node-platform.ts';
import {refuseOtherFiles} from './same-files.ts';
import {ahead, sideBySide} from './side-by-side.ts';
import {planStep} from './step.ts';
import {clusterOf, deployHeader} from './steps.ts';
import {passChecks} from './steps/checks/checks.ts';
import {askForCredentials} from './steps/credentials/ask.ts';
import {credentialsStep, noCredentials} from './steps/credentials/credentials.ts';
import type {CredentialsSecret} from './steps/credentials/secret-file.ts';
import {hasCredentials} from './steps/checks/run.ts';
import {imageStep} from './steps/image/image.ts';
import {foreseenImages, pullPolicyOf} from './steps/image/plan.ts';
import {readImageSource} from './steps/image/source.ts';
import {openProject} from './steps/project/project.ts';
import {rehearsalStep} from './steps/rehearsal/rehearsal.ts';
import {runStep} from './steps/run/run.ts';
import {scheduleStep} from './steps/schedule/schedule.ts';
import type {NamedSecret} from './steps/secret/named-secret.ts';
import {credentialsOf} from './steps/secret/plan.ts';
import {secretStep} from './steps/secret/secret.ts';
import {predictedHere} from './steps/selection/group.ts';
import {planParameters} from './steps/selection/parameters.ts';
import {selectPipeline} from './steps/selection/pipeline.ts';
import {leftOutOfImage, specFiles} from './steps/spec/path.ts';
import {specStep} from './steps/spec/spec.ts';
import {requirementsOf} from './steps/spec/task-images.ts';
import {uploadStep} from './steps/upload/upload.ts';
import {unattendedOptions} from './unattended.ts';

export async function choose(interview: Interview, flags: Options): Promise<Chosen> {
	const {ui, readings, version, cwd, now} = interview;
	let onCluster: (() => ReturnType<typeof lookAtCluster>) | undefined;
	const lookAhead = (found: Found): void =>
		void (onCluster = ahead(ui, own => lookAtCluster(found, {...interview, ui: own})));
	// An answer may change what was found, or lead back, and so may a fix.
	const isFinal = !ui.interactive && !isOn(flags.fix);
	const {selection, source, options, result} = await passChecks(
		asking => select({...interview, ui: asking}, flags, isFinal ? lookAhead : undefined),
		flags,
		interview,
	);
	const {project, chosen} = selection;
	const parameters = await readings.parameters(
		[project.root, project.environment, selection.pipeline.name, options.param, options.exposeParam],
		() => planParameters(selection, options, interview),
	);
	const about = {
		project,
		pipeline: selection.pipeline.name,
		environment: chosen.env.value,
		notCompared: specFiles(options, project, cwd),
	};
	const identity = await identityOf(project, options, interview);
	const requirements = requirementsOf(selection);
	if (!ui.interactive && onCluster === undefined) lookAhead({selection, options});
	const image = await planStep(imageStep, {options, source, project, about, requirements}, interview);
	const {connection, secret} = await (onCluster?.() ?? lookAtCluster({selection, options}, interview));
	const credentials =
		textOf(options.credentialsSecret) === undefined
			? noCredentials
			: await planStep(credentialsStep, {selection, options, cluster: connection?.cluster, identity}, interview);
	const spec = await planStep(
		specStep,
		{
			selection,
			options,
			parameters,
			secret: secret.secret,
			credentials: credentials.secret,
			image: {...foreseenImages(image), pullPolicy: pullPolicyOf(image)},
			version,
			cwd,
		},
		interview,
	);
	const notUploaded = options.upload?.source ?? '--no-upload';
	const [upload, run, schedule] = await sideBySide(
		ui,
		own =>
			planStep(
				uploadStep,
				{
					client: connection?.client,
					skipped: notUploaded,
					missing: withoutCluster(selection, secret.secret, credentials.secret, spec.name),
					spec,
					selection,
					identity,
					isOwnImage: image.do !== 'use',
					adopt: options.adoptPipeline?.value,
					notCompared: about.notCompared,
				},
				{...interview, ui: own},
			),
		async own =>
			planStep(
				runStep,
				{
					connection: isOff(options.run) ? undefined : connection,
					skipped: connection === undefined ? notUploaded : (options.run?.source ?? '--no-run'),
					options,
					spec,
					identity,
					environment: chosen.env.value,
					predicted: await predictedHere(selection, options, interview.env),
					now,
				},
				{...interview, ui: own},
			),
		own =>
			planStep(
				scheduleStep,
				{
					client: connection?.client,
					skipped: notUploaded,
					move: isOn(options.reschedule),
					expiring: secret.secret?.keys.includes('AWS_SESSION_TOKEN') === true && !isOn(options.allowExpiring),
					spec,
					identity,
				},
				{...interview, ui: own},
			),
	);
	const rehearsal = await planStep(
		rehearsalStep,
		{selection, options, source, spec, keys: credentialsOf(secret)},
		interview,
	);
	refuseOtherFiles(source?.context, interview);
	readings.again.is = false;
	const parts = {
		options,
		selection,
		identity,
		connection,
		plans: {rehearsal, image, secret, credentials, spec, upload, run, schedule},
	};
	const plan = planOf(parts);
	ui.emit({event: 'plan', ...plan, dryRun: isOn(options.dryRun)});
	const warnings = result.findings.flatMap(({severity, message}) => (severity === 'warning' ? [message] : []));
	return {...parts, plan, warnings};
}

/** What the cluster is asked about. */
type Found = Pick<Selected, 'selection' | 'options'>;

/** The connection, and what is there of the Secret with the keys of the storage. */
async function lookAtCluster({selection, options}: Found, interview: Interview) {
	const {ui} = interview;
	const {project} = selection;
	ui.emit({event: 'step', step: 'secret', state: 'active'});
	const connection = isOff(options.upload) ? undefined : await openConnection(options, interview, {mayStop: true});
	if (connection !== undefined) ui.begin(deployHeader(options, project, clusterOf(connection)));
	const secret = await planStep(
		secretStep,
		{
			project,
			pipeline: pipelineOfRun(selection),
			cluster: connection?.cluster,
			options,
			identity: await identityOf(project, options, interview),
			serviceAccount: options.serviceAccount?.value ?? connection?.serviceAccount,
		},
		interview,
	);
	return {connection, secret};
}

/**
 * The project, what of it is deployed, and what its image will contain.
 * @param found called as soon as it is known what is deployed, with options that may get another platform, and credentials where a person is asked
 */
export async function select(
	interview: Interview,
	flags: Options,
	found: (found: Found) => void = () => {},
): Promise<Selected> {
	const {ui, readings, cwd} = interview;
	const cluster = inSight(flags, interview);
	const open = await openProject(flags, interview, readings);
	ui.begin(deployHeader(flags, open.project, await cluster));
	const {selection, options: set} = await selectPipeline(open, flags, ui);
	await refuseInvalidOptions(set);
	const ready = ui.interactive ? set : await unattendedOptions(set, interview);
	const {project} = selection;
	// Where it fails, it is reported where it is needed.
	identityOf(project, ready, interview).catch(() => {});
	found({selection, options: ready});
	const platformed = withNodePlatform(ready, interview);
	const reading = readImageSource(project, ready, leftOutOfImage(ready, project, cwd), {readings, ready: platformed});
	const [options, source] = await Promise.all([
		platformed,
		saying('Reading the files that go into the image', reading, ui),
	]);
	refuseOtherFiles(source?.context, interview);
	const isThere = hasCredentials(project, source?.context);
	return {selection, source, options: await askForCredentials(selection, options, isThere, ui)};
}

/** git is asked beside other work. */
const identityOf = (project: Project, options: Options, {env, readings, ui}: Interview): Promise<ProjectIdentity> =>
	readings.identity([project.root, project.package, options.projectId], () =>
		projectIdentity(project, options, {env, signal: ui.signal}),
	);

/** The cluster is in the header as soon as it is known: reading the project takes longer. */
async function inSight(flags: Options, interview: Interview): Promise<string | undefined> {
	const {ui, readings} = interview;
	if (!ui.interactive) return undefined;
	return readings.cluster([flags.upload, flags.host, flags.context, flags.namespace], async () => {
		const cluster = await foreseenCluster(flags, interview);
		if (cluster !== undefined) ui.begin(deployHeader(flags, undefined, cluster));
		return cluster;
	});
}

/** Says what takes long, after some seconds. */
async function saying<T>(message: string, work: Promise<T>, ui: Ui): Promise<T> {
	const timer = setTimeout(() => ui.emit({event: 'note', level: 'info', step: 'checks', message}), 3000);
	return work.finally(() => clearTimeout(timer));
}

/** What a cluster would add to a deploy that stops before it. */
const withoutCluster = (
	{graph}: Selection,
	secret: NamedSecret | undefined,
	credentials: CredentialsSecret | undefined,
	kfpName: string,
): readonly string[] => [
	...(secret === undefined ? [] : [`the Secret ${secret.name} with its keys`]),
	...(credentials === undefined ? [] : [`the Secret ${credentials.name} with credentials`]),
	`the pipeline ${kfpName} with this version`,
	`a run of its ${count(graph.tasks.length, 'task')}`,
];
