// What a task of a read spec hands over: its artifacts by their types in the spec, each with the dataset that the program names.
import {readBootstrap} from '../kedro/bootstrap.ts';
import type {Artifact} from '../schema/artifact.ts';
import {kindOf, type SchemaTitle} from './kfp/artifact-definitions.ts';

export function readArtifacts(
	titles: Readonly<Record<string, SchemaTitle>>,
	command: readonly string[],
): readonly Artifact[] {
	const {metrics, reports} = readBootstrap(command);
	const datasets: Readonly<Record<string, string>> = {...metrics, ...reports};
	return Object.entries(titles).map(([name, title]) => ({
		name,
		dataset: datasets[name] ?? name,
		kind: kindOf(title),
	}));
}
