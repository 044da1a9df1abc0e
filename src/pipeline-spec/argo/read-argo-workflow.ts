// Reads a KFP v1 pipeline: an Argo Workflow with one DAG and parameters of the whole Workflow.
import {defined} from '../../system/defined.ts';
import * as z from 'zod';
import {invalidSpec, parseSpec} from '../invalid-spec.ts';
import {argumentText, keyOfPlaceholder, startVariables} from '../pipeline-inputs.ts';
import {noPath, variablesPlaceholder} from '../start-task.ts';
import {readArtifacts} from '../read-artifacts.ts';
import {readV1Description, v1Artifacts} from './artifact-outputs.ts';
import {parameterPlaceholder} from './argo-workflow.ts';
import {pullPolicy, toleration} from '../pod-schema.ts';
import {dagOrder} from '../dag-order.ts';
import type {Execution, SpecSummary, RunValues} from '../spec-summary.ts';
import {refuseUnsafeTexts} from '../read-yaml.ts';
import {displayName} from '../task-titles.ts';
import {madeFolders} from '../made-volumes.ts';

const text = z.string().min(1);
const labels = z.record(text, z.string());

const keyRef = z.strictObject({name: text, key: text});
const quantities = z.record(text, z.union([text, z.number()]));
const container = z.strictObject({
	image: text,
	imagePullPolicy: pullPolicy.optional(),
	command: z.array(z.string()).min(1),
	args: z.array(z.string()).default([]),
	env: z
		.array(
			z.union([
				z.strictObject({name: text, value: z.string()}),
				z.strictObject({name: text, valueFrom: z.strictObject({secretKeyRef: keyRef})}),
				z.strictObject({name: text, valueFrom: z.strictObject({configMapKeyRef: keyRef})}),
			]),
		)
		.default([]),
	resources: z.strictObject({limits: quantities.optional(), requests: quantities.optional()}).optional(),
	volumeMounts: z.array(z.strictObject({name: text, mountPath: text})).default([]),
});

const volume = z.union([
	z.strictObject({name: text, secret: z.strictObject({secretName: text})}),
	z.strictObject({name: text, configMap: z.strictObject({name: text})}),
	z.strictObject({name: text, persistentVolumeClaim: z.strictObject({claimName: text})}),
	z.strictObject({
		name: text,
		emptyDir: z.strictObject({medium: z.literal('Memory').optional(), sizeLimit: text.optional()}),
	}),
	z.strictObject({
		name: text,
		ephemeral: z.strictObject({
			volumeClaimTemplate: z.strictObject({
				spec: z.strictObject({
					accessModes: z.array(text),
					storageClassName: text.optional(),
					resources: z.strictObject({requests: z.strictObject({storage: text})}),
				}),
			}),
		}),
	}),
]);
type Volume = z.infer<typeof volume>;

const template = z.strictObject({
	name: text,
	metadata: z.strictObject({annotations: labels.optional(), labels: labels.optional()}).optional(),
	container: container.optional(),
	nodeSelector: labels.optional(),
	tolerations: z.array(z.strictObject({...toleration, tolerationSeconds: z.number().optional()})).optional(),
	activeDeadlineSeconds: z.int().positive().optional(),
	volumes: z.array(volume).default([]),
	inputs: z.strictObject({parameters: z.array(z.strictObject({name: z.literal(startVariables)}))}).optional(),
	outputs: z
		.strictObject({
			parameters: z
				.tuple([z.strictObject({name: z.literal(startVariables), valueFrom: z.strictObject({path: text})})])
				.optional(),
			artifacts: z.array(z.strictObject({name: z.enum(v1Artifacts), path: text, optional: z.literal(true)})).optional(),
		})
		.optional(),
	dag: z
		.strictObject({
			tasks: z.array(
				z.strictObject({
					name: text,
					template: text,
					dependencies: z.array(text).default([]),
					arguments: z
						.strictObject({parameters: z.array(z.strictObject({name: z.literal(startVariables), value: text}))})
						.optional(),
				}),
			),
		})
		.optional(),
});

const Workflow = z.strictObject({
	apiVersion: z.literal('argoproj.io/v1alpha1'),
	kind: z.literal('Workflow'),
	metadata: z.strictObject({
		generateName: z.string().regex(/^[a-z0-9][a-z0-9-]{0,127}$/),
		annotations: labels.optional(),
		labels: labels.optional(),
	}),
	spec: z.strictObject({
		entrypoint: text,
		serviceAccountName: text.optional(),
		imagePullSecrets: z.array(z.strictObject({name: text})).optional(),
		onExit: text.optional(),
		ttlStrategy: z.strictObject({secondsAfterCompletion: z.int().positive()}).optional(),
		arguments: z.strictObject({parameters: z.array(z.strictObject({name: text, value: z.string()}))}).optional(),
		templates: z.array(template),
	}),
});

/** What Argo fills into arguments: parameters, the id and the creation time of the Workflow, the variables of the first task. */
const variable =
	/\{\{(?:workflow\.(?:parameters\.([\w-]+)|uid|creationTimestamp|status)|inputs\.parameters\.start_variables|tasks\.[\w-]+\.outputs\.parameters\.start_variables)\}\}/g;

type Container = z.infer<typeof container>;

export function readArgo(documents: readonly unknown[], {run, inputs = {}}: RunValues = {}): SpecSummary {
	if (documents.length !== 1) throw invalidSpec('', 'found more than one document');
	refuseUnsafeTexts(documents[0], '', {inArguments: variable});
	const {metadata, spec} = parseSpec(Workflow, documents[0], '');
	const templates = new Map(spec.templates.map(item => [item.name, item]));
	if (templates.size < spec.templates.length) throw invalidSpec('spec.templates', 'two templates have the same name');
	const dag = templates.get(spec.entrypoint)?.dag;
	if (dag === undefined) throw invalidSpec('spec.entrypoint', `there is no DAG ${spec.entrypoint}`);
	const where = `spec.templates.${spec.entrypoint}.dag.tasks`;
	const tasks = new Map(dag.tasks.map(task => [task.name, task]));
	if (tasks.size < dag.tasks.length) throw invalidSpec(where, 'two tasks have the same name');
	const order = dagOrder(new Map(dag.tasks.map(task => [task.name, task.dependencies])), where);
	const parameters = new Map((spec.arguments?.parameters ?? []).map(({name, value}) => [name, value]));
	for (const [name, value] of Object.entries(inputs)) {
		if (!parameters.has(name)) throw invalidSpec('spec.arguments.parameters', `there is no parameter ${name}`);
		parameters.set(name, argumentText(value));
	}
	// How the run ended is not known: that variable stays.
	const ofRun = new Map([
		['{{workflow.uid}}', run?.id],
		['{{workflow.creationTimestamp}}', run?.created],
		['{{inputs.parameters.start_variables}}', variablesPlaceholder],
	]);
	const fill = (argument: string): string =>
		argument.replaceAll(variable, (written: string, name: string | undefined) => {
			if (name === undefined) return ofRun.get(written) ?? written;
			const value = parameters.get(name);
			if (value === undefined) throw invalidSpec('spec.arguments.parameters', `there is no parameter ${name}`);
			return value;
		});
	const execution = (task: string, template: string, dependsOn: readonly string[], at: string): Execution => {
		const found = templates.get(template);
		if (found?.container === undefined) throw invalidSpec(at, 'its template has no container');
		const {activeDeadlineSeconds: timeout, metadata: own, outputs} = found;
		const path = outputs?.parameters?.[0].valueFrom.path;
		const handed =
			outputs?.artifacts === undefined
				? undefined
				: readV1Description(found.container.args, `spec.templates.${template}.container.args`);
		const ran = command({...found.container, ...(handed && {args: handed.args})}, fill, path);
		return {
			task,
			image: found.container.image,
			...ran,
			...(handed && {artifacts: readArtifacts(handed.titles, ran.command)}),
			...(path === undefined ? {} : {first: true as const}),
			...fromCluster(found.container, found.volumes, `spec.templates.${found.name}`),
			...defined({timeout, shown: own?.annotations?.[displayName]}),
			dependsOn,
		};
	};
	const inOrder = order.flatMap(name => {
		const task = tasks.get(name);
		return task === undefined ? [] : [execution(name, task.template, task.dependencies, `${where}.${name}`)];
	});
	const {onExit} = spec;
	const awaited = new Set(inOrder.flatMap(({dependsOn}) => dependsOn));
	const last = order.filter(name => !awaited.has(name));
	const executions: readonly Execution[] = [
		...inOrder,
		...(onExit === undefined ? [] : [{...execution(onExit, onExit, last, 'spec.onExit'), always: true as const}]),
	];
	return {
		format: 'argo',
		name: metadata.generateName.replace(/-$/, ''),
		tasks: executions.length,
		images: [...new Set(spec.templates.flatMap(item => item.container?.image ?? []))].sort(),
		hasPlatform: false,
		inputs: [...parameters].map(([name, initial]) => ({
			name,
			key: keyOf(name, spec.templates),
			type: undefined,
			initial,
		})),
		executions,
		imports: [],
	};
}

function keyOf(name: string, templates: readonly z.infer<typeof template>[]): string {
	const args = templates.flatMap(item => item.container?.args ?? []);
	return keyOfPlaceholder(parameterPlaceholder(name), args) ?? name;
}

/** `path`: where the container writes its output. */
function command({command, args, env}: Container, fill: (argument: string) => string, path: string | undefined) {
	return {
		command: [...command.map(word => (word === path ? noPath : word)), ...args.map(fill)],
		env: Object.fromEntries(env.flatMap(item => ('value' in item ? [[item.name, item.value] as const] : []))),
		secretEnv: env.flatMap(item =>
			'valueFrom' in item && 'secretKeyRef' in item.valueFrom
				? [{name: item.name, secret: item.valueFrom.secretKeyRef.name, key: item.valueFrom.secretKeyRef.key}]
				: [],
		),
	};
}

function fromCluster(
	{env, volumeMounts}: Container,
	volumes: readonly Volume[],
	where: string,
): Pick<Execution, 'fromCluster' | 'configEnv'> {
	const variables = env.flatMap(item =>
		'valueFrom' in item && 'configMapKeyRef' in item.valueFrom
			? [{name: item.name, text: `the variable ${item.name} from the ConfigMap ${item.valueFrom.configMapKeyRef.name}`}]
			: [],
	);
	const mounts = volumeMounts.flatMap(({name, mountPath}) => {
		const found = volumes.find(volume => volume.name === name);
		if (found === undefined) throw invalidSpec(where, `there is no volume ${name}`);
		return 'emptyDir' in found ? madeFolders([mountPath]) : [`${nameOf(found)} at ${mountPath}`];
	});
	const all = [...variables.map(({text}) => text), ...mounts];
	return all.length === 0 ? {} : {fromCluster: all, configEnv: variables.map(({name}) => name)};
}

function nameOf(volume: Volume): string {
	if ('secret' in volume) return `the Secret ${volume.secret.secretName}`;
	if ('configMap' in volume) return `the ConfigMap ${volume.configMap.name}`;
	return 'persistentVolumeClaim' in volume ? `the volume ${volume.persistentVolumeClaim.claimName}` : 'the volume';
}
