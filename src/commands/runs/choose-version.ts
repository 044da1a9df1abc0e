// Which pipeline and version of a project is run, and with which values of its inputs.
import type {KfpClient} from '../../kfp/client.ts';
import type {KfpPipeline, PipelineVersion} from '../../kfp/schemas.ts';
import {otherList} from '../../options/corrections.ts';
import {keyAndValue} from '../../options/key-and-value.ts';
import {type Options, planValue, type Sourced} from '../../options/options.ts';
import {bad, readValues} from '../../options/params.ts';
import {argumentText} from '../../pipeline-spec/pipeline-inputs.ts';
import {readStoredSpec, type StoredSpec} from '../../pipeline-spec/stored-spec.ts';
import {inputsFor} from '../../rehearse/run-values.ts';
import type {PlanValue} from '../../schema/plan.ts';
import {WizardError} from '../../system/errors.ts';
import {didYouMean, meant} from '../../system/nearest.ts';
import {cleanLine, count, quote} from '../../system/text.ts';
import {wideCharacter} from '../../system/wide-characters.ts';
import type {Ui} from '../../ui/ui.ts';
import type {ProjectServer} from './server.ts';

export type Runnable = {
	readonly pipeline: KfpPipeline;
	readonly version: PipelineVersion;
	readonly spec: StoredSpec;
	/** Of all inputs, also those at their default: Kubeflow shows only the ones that a run was started with. */
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly values: readonly PlanValue[];
};

/** @throws WizardError `usage` where there is none, or `--param` does not fit the version's inputs. */
export async function chooseVersion(server: ProjectServer, options: Options, ui: Ui): Promise<Runnable> {
	const {client} = server;
	const chosen = await choosePipeline(server, options, ui);
	const pipeline = chosen.value;
	const version = await versionOf(client, pipeline, options);
	const spec = readStoredSpec(version.value.pipeline_spec);
	const {parameters, values} = parametersOf(version.value, spec, options);
	return {
		pipeline,
		version: version.value,
		spec,
		parameters,
		values: [
			planValue('kfp-name', {value: pipeline.name, source: chosen.source}),
			planValue('pipeline-version', {value: version.value.name, source: version.source}),
			...values,
		],
	};
}

async function choosePipeline(
	{pipelines, connection}: ProjectServer,
	options: Options,
	ui: Ui,
): Promise<Sourced<KfpPipeline>> {
	const [first, second] = pipelines;
	if (first === undefined) {
		const named = options.kfpName ?? options.env;
		throw new WizardError(
			'usage',
			`This project has no pipeline${named === undefined ? '' : ' with that name'} on ${connection.url.host}`,
			{code: 'NOT_DEPLOYED', next: [{command: 'kfp-wizard deploy', when: 'to deploy it'}]},
		);
	}
	if (second === undefined)
		return {
			value: first,
			source: options.kfpName?.source ?? options.env?.source ?? 'detected: the only one of this project',
		};
	const name = await ui.ask({
		kind: 'select',
		name: 'kfpName',
		message: 'Which pipeline?',
		flag: '--kfp-name NAME',
		choices: pipelines.map(({name, description}) => ({
			value: name,
			hint: description.replace(/\s*\[kfp-wizard [^\]]*\]/g, ''),
		})),
	});
	return {value: pipelines.find(pipeline => pipeline.name === name) ?? first, source: 'asked'};
}

async function versionOf(
	client: KfpClient,
	{pipeline_id, name: pipelineName}: KfpPipeline,
	{pipelineVersion}: Options,
): Promise<Sourced<PipelineVersion>> {
	const versions = await client.listVersions(pipeline_id, pipelineVersion === undefined ? 1 : undefined);
	const [newest] = versions;
	if (newest === undefined)
		throw new WizardError('usage', `The pipeline ${pipelineName} has no versions`, {
			code: 'NOT_DEPLOYED',
			next: [{command: 'kfp-wizard deploy', when: 'to upload one'}],
		});
	if (pipelineVersion === undefined) return {value: newest, source: 'default'};
	const {value: wanted, source} = pipelineVersion;
	const found = versions.filter(({name}) => name === wanted || name.endsWith(`-${wanted}`));
	const [version, another] = found;
	if (version !== undefined && another === undefined) return {value: version, source};
	const names = versions.map(({name}) => name);
	const near = meant(wanted, names) ?? names.find(name => hashOf(name) === meant(wanted, names.map(hashOf)));
	throw new WizardError(
		'usage',
		`The pipeline ${pipelineName} has no version "${cleanLine(wanted)}" (${source})${didYouMean(wanted, [...names, ...names.map(hashOf)])}`,
		{
			code: 'VERSION_NOT_FOUND',
			detail: `Versions, newest first: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`,
			next: [
				{
					command: `--pipeline-version ${quote(near ?? newest.name)}`,
					when: near === undefined ? 'to use the newest version' : 'to use the version that was probably meant',
				},
			],
		},
	);
}

/** What may stand for the whole name of a version. */
const hashOf = (version: string): string => version.slice(version.lastIndexOf('-') + 1);

/** @throws WizardError `usage` naming the option, before the run has been agreed to. */
function refuseWide({param}: Options): void {
	const [wide] = param?.value.map(text => wideCharacter.exec(text)?.[0]).filter(found => found !== undefined) ?? [];
	if (param === undefined || wide === undefined) return;
	throw new WizardError('usage', `${param.source}: Kubeflow Pipelines can't store the character ${cleanLine(wide)}`, {
		code: 'KFP_WIDE_CHARACTER',
		next: otherList('param', param, text => (wideCharacter.test(text) ? `${keyAndValue(text)[0]}=VALUE` : text)),
	});
}

/** `@throws` before anything is sent: the server would refuse a wrong type, and ignore the parameters of a v1 Workflow. */
function parametersOf(
	{name}: PipelineVersion,
	{format, inputs}: StoredSpec,
	options: Options,
): {readonly parameters: Record<string, unknown>; readonly values: readonly PlanValue[]} {
	const given = readValues(options);
	refuseWide(options);
	if (format === 'argo') {
		if (given.size === 0) return {parameters: {}, values: []};
		throw bad(`${name} is a v1 Workflow: Kubeflow Pipelines ignores the parameters of its runs`, [
			{command: 'kfp-wizard deploy --param KEY=VALUE', when: 'to write them into a new version'},
		]);
	}
	if (inputs.length === 0 && given.size > 0)
		throw bad(`${name} has no inputs, so ${count(given.size, 'parameter')} cannot be set for one run`, [
			{command: 'kfp-wizard deploy --expose-param KEY', when: 'to make a parameter an input of the next version'},
		]);
	const set = inputsFor(inputs, options);
	const isSet = (input: string): boolean => Object.hasOwn(set, input);
	const parameters = Object.fromEntries(
		inputs
			.filter(({name: input, initial}) => isSet(input) || initial !== undefined)
			.map(({name: input, initial}) => [input, isSet(input) ? set[input] : initial]),
	);
	const values = inputs.map(({name: input, key}): PlanValue => {
		const text = parameters[input] === undefined ? '' : argumentText(parameters[input]);
		return {
			name: 'param',
			value: `${key}=${text}`,
			source: isSet(input) ? (options.param?.source ?? '--param') : 'default',
		};
	});
	return {parameters, values};
}
