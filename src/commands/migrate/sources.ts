// What a project has of other deployers, each file with what it becomes in kfp.yml.
import {readdir} from 'node:fs/promises';
import {join, posix} from 'node:path';
import {readMetadata} from '../../kedro/pyproject.ts';
import {readPlainConfig} from '../../options/settings/plain-yaml.ts';
import {readText} from '../../system/files.ts';
import {byCodeUnit} from '../../system/order.ts';
import {buildScript, mapBuildScript} from './build-script.ts';
import {mapKubeflow} from './map-kubeflow.ts';
import type {SourceFile} from './mapping.ts';
import {nodeNames} from './node-names.ts';
import {loaderOf} from './placeholders.ts';
import {readKubeflow} from './read-kubeflow.ts';

export type Sources = {
	/** The folder of the environments, relative to the project. */
	readonly confSource: string;
	/** Base first. */
	readonly files: readonly SourceFile[];
};

/** `only`: those of this environment. @throws WizardError `project` for a file that is not valid YAML. */
export async function findSources(root: string, only?: string): Promise<Sources> {
	const metadata = await readMetadata(root);
	const {code, folder: confSource, base} = await readPlainConfig(root, join(metadata.sourceDir, metadata.package));
	const script = await readText(join(root, buildScript));
	const paths = (await readdir(join(root, confSource), {recursive: true}).catch(() => []))
		.map(path => path.replaceAll('\\', '/'))
		.filter(path => /\/kubeflow[^/]*\.ya?ml$/.test(path));
	// The wizard looks here in every project: without such a file the source is not read.
	const nodeName = paths.length > 0 ? await nodeNames(join(root, metadata.sourceDir)) : (name: string) => name;
	const order = (path: string): string => `${path.startsWith(`${base}/`) ? 0 : 1}${path}`;
	const configs = paths
		.toSorted((a, b) => byCodeUnit(order(a), order(b)))
		.map(async (path): Promise<SourceFile> => {
			const file = `${confSource}/${path}`;
			const kubeflow = readKubeflow((await readText(join(root, file))) ?? '', file);
			return {file, environment: posix.dirname(path), mappings: mapKubeflow(kubeflow, loaderOf(code), nodeName)};
		});
	const scripts =
		script === undefined ? [] : [{file: buildScript, environment: base, mappings: mapBuildScript(script)}];
	const files = [...(await Promise.all(configs)), ...scripts];
	return {confSource, files: files.filter(({environment}) => only === undefined || environment === only)};
}
