// How large the Workflow of a run will be, before image and Secrets are known.
import {isOff, type Options, valueOr} from '../../../options/options.ts';
import {readExposed, readValues} from '../../../options/params.ts';
import {argoDocument} from '../../../pipeline-spec/argo/argo-workflow.ts';
import {pipelineDocuments} from '../../../pipeline-spec/kfp/pipeline-spec.ts';
import {inputNames} from '../../../pipeline-spec/pipeline-inputs.ts';
import type {RunFormat, WorkflowSize} from '../../../pipeline-spec/size/size.ts';
import {workflowSize} from '../../../pipeline-spec/size/workflow-size.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import {attempt} from '../../../system/attempt.ts';
import {deployedName} from '../../names.ts';
import {namesOf, type Selection} from '../../selection.ts';
import {needOf} from '../secret/need.ts';
import type {ParametersPlan} from '../selection/parameters.ts';
import {specInputOf} from './input.ts';

/** As long as the reference of an image in a registry of AWS. */
const usualImage = `123456789012.dkr.ecr.eu-central-1.amazonaws.com/project@sha256:${'0'.repeat(64)}`;
/** As long as the usual keys, and as a version. */
const usualSecret = {name: 'aws-secrets', keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']};
const usualVersion = '0.0.0';

/** The size for other tasks, or in another format. `undefined` where the options or settings make no spec, which its step reports. */
export function estimateSize(
	selection: Selection,
	options: Options,
	graph: TaskGraph = selection.graph,
	format: RunFormat = formatOf(options),
): WorkflowSize | undefined {
	const {project, pipeline} = selection;
	return attempt(() => {
		const hasSecret = !isOff(options.secret) && needOf(project, pipeline, options).storages.length > 0;
		const input = specInputOf({
			selection: {...selection, graph},
			options,
			parameters: parametersOf(options),
			secret: hasSecret ? usualSecret : undefined,
			name: deployedName(project, namesOf(selection), options).value,
			isArgo: format === 'argo',
			pullPolicy: undefined,
			version: usualVersion,
		})(usualImage);
		return workflowSize(format === 'argo' ? [argoDocument(input)] : pipelineDocuments(input));
	});
}

export const formatOf = ({format}: Options): RunFormat => (valueOr(format, 'kfp').value === 'argo' ? 'argo' : 'kfp');

/** The values of the project are not read for this: an input counts by its name. */
function parametersOf(options: Options): ParametersPlan {
	const exposed = readExposed(options);
	const names = inputNames(exposed);
	return {
		fixed: Object.fromEntries([...readValues(options)].filter(([key]) => !exposed.includes(key))),
		inputs: exposed.map(key => ({key, name: names.get(key) ?? key, type: 'STRING', initial: ''})),
		run: {},
	};
}
