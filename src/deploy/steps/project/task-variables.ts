// The variables that every task will have, as the options and kfp.yml say before the project is read.
import {join} from 'node:path';
import {ownDockerfile} from '../../../image/dockerfile/dockerfile.ts';
import {environmentOf} from '../../../image/outline/environment.ts';
import {readMetadata} from '../../../kedro/pyproject.ts';
import {ofImage, withoutRun} from '../../../kedro/task-environment.ts';
import {readEnvVars} from '../../../options/env-vars.ts';
import {isOff, type Options} from '../../../options/options.ts';
import {readPlainSettings} from '../../../options/settings/plain-yaml.ts';
import {readSettings} from '../../../options/settings/read.ts';
import type {Project} from '../../../schema/project.ts';
import {withheld} from '../../../system/secrecy/secret-variables.ts';

type Variables = Readonly<Record<string, string>>;

/** As far as kfp.yml can be read without Kedro, and what the project's Dockerfile sets. `environment`: undefined for Kedro's default one. */
export async function variablesBefore(
	root: string,
	environment: string | undefined,
	options: Options,
): Promise<Variables> {
	const metadata = await readMetadata(root).catch(() => undefined);
	const packageFolder = metadata && join(metadata.sourceDir, metadata.package);
	const plain =
		packageFolder === undefined ? {settings: null} : await readPlainSettings({root, packageFolder, environment});
	const {dockerfile} = readSettings(plain).values;
	const path = options.dockerfile?.value ?? (typeof dockerfile === 'string' ? dockerfile : undefined);
	// What is wrong with the Dockerfile is reported where the image is made of it.
	const own = await ownDockerfile(root, path).catch(() => undefined);
	return {
		...(own === undefined ? {} : ofImage(environmentOf(own.text))),
		...variablesIn(plain, options),
	};
}

/** The same from what Kedro resolved. Values that only a Secret or a run has are placeholders. */
export function variablesIn(project: Pick<Project, 'settings'>, options: Options): Variables {
	const {
		env_vars = {},
		nodes = {},
		tags = {},
		pipelines = {},
		pipeline,
		on_start: onStart,
	} = readSettings(project).values;
	const ofSecrets = [nodes, tags, pipelines]
		.flatMap(group => Object.values(group))
		.flatMap(({secrets = []}) => secrets.flatMap(secret => Object.keys(secret.env_vars ?? {})));
	const aws = isOff(options.secret) ? [] : ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
	const name = options.pipeline?.value ?? (typeof pipeline === 'string' ? pipeline : '__default__');
	return {
		...withoutRun(name),
		...Object.fromEntries([...aws, ...ofSecrets].map(name => [name, withheld])),
		...Object.fromEntries((onStart?.variables ?? []).map(name => [name, 'from-on-start'])),
		...Object.fromEntries(Object.entries(env_vars).map(([name, value]) => [name, String(value)])),
		...readEnvVars(options),
	};
}

/** What of kfp.yml only Kedro could resolve is now known. */
export const differ = (before: Variables, after: Variables): boolean =>
	Object.entries(after).some(([name, value]) => before[name] !== value);
