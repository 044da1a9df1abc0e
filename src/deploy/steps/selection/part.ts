// The part of a pipeline that is deployed, where options choose one.
import {baseName} from '../../../kedro/datasets.ts';
import {type PartFilter, withNodes} from '../../../kedro/pipeline-part.ts';
import {flagName} from '../../../options/names.ts';
import {otherList} from '../../../options/corrections.ts';
import type {Options} from '../../../options/options.ts';
import {partFlags, partKinds, partOptionNames, readPart} from '../../../options/part.ts';
import type {Pipeline, Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import {asHint, meant} from '../../../system/nearest.ts';
import {cleanLine, quote} from '../../../system/text.ts';
import type {Part} from '../../selection.ts';
import type {OpenProject} from '../project/project.ts';

export type PartOfPipeline = {
	/** With the nodes of the part only. */
	readonly pipeline: Pipeline;
	/** `undefined` for the whole pipeline. */
	readonly part: Part | undefined;
};

/**
 * The whole pipeline where no option chooses a part.
 * @throws WizardError `usage` for names that the pipeline does not have, and a part without nodes.
 */
export async function choosePart(
	{filter: ask}: Pick<OpenProject, 'filter'>,
	{project, pipeline}: {readonly project: Project; readonly pipeline: Pipeline},
	options: Options,
): Promise<PartOfPipeline> {
	const filter = readPart(options);
	if (filter === undefined) return {pipeline, part: undefined};
	refuseUnknown(filter, pipeline, options);
	const {nodes, problem} = await ask(project, pipeline.name, filter, options);
	const part = withNodes(pipeline, nodes);
	const flags = flagsOf(filter);
	if (part.nodes.length === 0) throw emptyPart(flags, pipeline.name, problem);
	return {pipeline: part, part: {filter, flags, of: pipeline.nodes.length}};
}

/** ` --from-nodes train --tags a,b`. */
const flagsOf = (filter: PartFilter): string =>
	partFlags(filter)
		.map(([flag, names]) => ` ${flag} ${quote(names.join(','))}`)
		.join('');

function refuseUnknown(filter: PartFilter, pipeline: Pipeline, options: Options): void {
	const {nodes} = pipeline;
	const datasets = nodes.flatMap(({inputs, outputs}) => [...inputs, ...outputs]);
	const known = {
		node: nodes.map(({name}) => name),
		tag: [...new Set(nodes.flatMap(({tags}) => tags))],
		dataset: [...new Set(datasets.flatMap(name => [name, baseName(name)]))],
	};
	for (const name of partOptionNames) {
		const kind = partKinds[name];
		const unknown = filter[name].find(one => !known[kind].includes(one));
		if (unknown !== undefined) throw unknownPart(name, unknown, {known: known[kind], filter, pipeline, options});
	}
}

/** Names that are listed beside an unknown one. */
const most = 40;

function unknownPart(
	option: keyof PartFilter,
	name: string,
	{
		known,
		filter,
		pipeline,
		options,
	}: {
		readonly known: readonly string[];
		readonly filter: PartFilter;
		readonly pipeline: Pipeline;
		readonly options: Options;
	},
): WizardError {
	const kind = partKinds[option];
	const near = meant(name, known);
	const names = filter[option].map(one => (one === name && near !== undefined ? near : one)).join(',');
	const listed = `${known.slice(0, most).join(', ')}${known.length > most ? ', …' : ''}`;
	return new WizardError(
		'usage',
		`The pipeline ${pipeline.name} has no ${kind} "${cleanLine(name)}" (${options[option]?.source ?? flagName(option)})${asHint(near)}`,
		{
			code: 'UNKNOWN_NAME',
			detail: known.length === 0 ? `Its nodes have no ${kind}s` : `Its ${kind}s: ${listed}`,
			next:
				near === undefined
					? [{command: 'kfp-wizard describe', when: `to list all ${kind}s`}]
					: otherList(option, options[option], (_, at) => (at === 0 ? names : undefined)),
		},
	);
}

const emptyPart = (flags: string, pipeline: string, problem: string | null): WizardError =>
	new WizardError('usage', `No node of the pipeline ${pipeline} is left by${flags}`, {
		code: 'EMPTY_PART',
		detail: problem ?? 'A node must meet all of these options',
		next: [{command: 'kfp-wizard describe', when: 'to see the nodes with their tags and datasets'}],
	});
