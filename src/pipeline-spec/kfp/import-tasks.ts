// Importers of a KFP v2 pipeline, in the shape that the SDK's `dsl.importer` has.
import type {ImportTask} from '../spec-input.ts';
import {importedType} from './artifact-definitions.ts';

/** The input of the component, whose value the executor has too. */
const uriInput = 'uri';

/** The only output. */
const output = 'artifact';

export const importExecutor = ({uri, kind, metadata}: ImportTask): object => ({
	importer: {artifactUri: {constant: uri}, typeSchema: importedType(kind), metadata},
});

export const importComponent = ({key, kind}: ImportTask): object => ({
	executorLabel: `exec-${key}`,
	inputDefinitions: {parameters: {[uriInput]: {parameterType: 'STRING'}}},
	outputDefinitions: {artifacts: {[output]: {artifactType: importedType(kind)}}},
});

/** What a task gets. */
export const importParameters = ({uri}: ImportTask): object => ({[uriInput]: {runtimeValue: {constant: uri}}});
