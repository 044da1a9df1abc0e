// What several rows of `doctor` look at: each is found once, when the first row asks for it.
import {type Connection, openConnection} from '../../deploy/connection.ts';
import {newReadings, type Readings} from '../../deploy/interview/readings.ts';
import {type KubeContext, openKubeContext} from '../../deploy/reach/kube-context.ts';
import {defaultNamespace} from '../../kfp/endpoint.ts';
import {namedHost} from '../../deploy/reach/named-host.ts';
import {openProject} from '../../deploy/steps/project/project.ts';
import type {Engine} from '../../image/engine/engine.ts';
import {findEngine} from '../../image/engine/find-engine.ts';
import {type Options, withOption} from '../../options/options.ts';
import type {Project} from '../../schema/project.ts';
import {type PackageManager, packageManager} from '../../system/install-command.ts';
import type {Context} from '../../ui/context.ts';
import {type PythonFound, readPython} from './python.ts';

export type Machine = {
	readonly options: Options;
	readonly context: Context;
	/** `undefined` outside of a Kedro project. */
	readonly root: string | undefined;
	readonly readings: Readings;
	readonly namespace: string;
	readonly manager: () => Promise<PackageManager | undefined>;
	readonly python: () => Promise<PythonFound>;
	readonly project: () => Promise<Project>;
	readonly engine: () => Promise<Engine>;
	readonly kube: () => Promise<KubeContext>;
	readonly connection: () => Promise<Connection>;
};

/** Nothing is looked at before a row asks. What is found is in the rows, so that the UI gets no events. */
export function machineOf(given: Options, root: string | undefined, surroundings: Context): Machine {
	const {env, cwd, platform, ui} = surroundings;
	const context: Context = {...surroundings, ui: {...ui, emit: () => {}}};
	const host = namedHost(given, env);
	const options = host === undefined ? given : withOption(given, 'host', host);
	const namespace = options.namespace?.value ?? defaultNamespace;
	const readings = newReadings();
	// The rows about the cluster say what a Secret needs.
	const withoutSecret = withOption(options, 'secret', {value: false, source: 'default'});
	return {
		options,
		context,
		root,
		readings,
		namespace,
		manager: once(() => packageManager(platform)),
		python: once(() => readPython(root ?? cwd, options, context)),
		project: once(async () => (await openProject(options, context, readings)).project),
		engine: once(() => findEngine(options.builder?.value, {env, platform})),
		kube: once(() => openKubeContext(options, namespace, context)),
		connection: once(() => openConnection(withoutSecret, context)),
	};
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
	let promise: Promise<T> | undefined;
	return () => (promise ??= work());
}
