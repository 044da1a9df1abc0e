// Why a task could not read its data, told from its output and in the words of the checks: the dataset and the fix.
import {baseName} from '../kedro/datasets.ts';
import type {Finding} from '../schema/finding.ts';
import type {KedroNode} from '../schema/project.ts';

export type ExplainFacts = {
	/** Nodes of the pipeline that the spec was made from. */
	readonly nodes: readonly KedroNode[];
	/** What the checks say of the project. */
	readonly findings: readonly Finding[];
};

/**
 * What Kedro's error means for tasks that share nothing; `undefined` when it is another kind of error.
 * @param names node names that the task runs
 */
export function explain(
	names: readonly string[],
	lines: readonly string[],
	{nodes, findings}: ExplainFacts,
): string | undefined {
	const absent = /install([\w.-]+?)toaccess/i.exec(squash(lines.join('')))?.[1];
	if (absent !== undefined)
		return `The task's Python has no ${absent}: pip install ${absent}, and keep it among the requirements for the image`;
	const inputs = [...new Set(nodes.filter(({name}) => names.includes(name)).flatMap(node => node.inputs))];
	const lost = missingInputs(lines, inputs);
	if (lost.length === 0) return undefined;
	return lost.map(name => words(name, names, nodes, findings)).join('\n');
}

/** Rich breaks lines at 80 columns and draws boxes around tracebacks, so nothing but the bare characters counts. */
const squash = (text: string): string => text.replaceAll(/[\s│╭╮╰╯─┃]+/g, '');

function missingInputs(lines: readonly string[], inputs: readonly string[]): readonly string[] {
	const text = squash(lines.join(''));
	const unknown = /Pipelineinput\(s\)\{(.*?)\}notfoundintheDataCatalog/.exec(text)?.[1];
	if (unknown !== undefined) {
		const known = inputs.filter(name => unknown.includes(`'${squash(name)}'`));
		return known.length > 0 ? known : [unknown.replaceAll("'", '')];
	}
	if (!/Failedwhileloadingdatafromdata[sS]et/.test(text) || !notThere.test(text)) return [];
	// Kedro 1 names the dataset in its error; older ones only where they begin to load it.
	const places = [...text.matchAll(/Data[sS]etError:|Loadingdatafrom'?/g)].map(
		({0: {length}, index}) => index + length,
	);
	const named = places.flatMap(place => longest(inputs.filter(name => text.startsWith(squash(name), place))));
	return named.slice(-1);
}

/** Of names that begin alike. */
const longest = (names: readonly string[]): readonly string[] =>
	[...names].sort((a, b) => b.length - a.length).slice(0, 1);

/** The file or the object is missing, as Python, fsspec and S3 say it. */
const notThere = /Nosuchfile|FileNotFoundError|NoSuchKey|NoSuchBucket|doesnotexist/i;

function words(
	name: string,
	readers: readonly string[],
	nodes: readonly KedroNode[],
	findings: readonly Finding[],
): string {
	const own = findings.filter(({dataset}) => dataset !== undefined && baseName(dataset) === baseName(name));
	const finding = own.find(({severity}) => severity === 'error') ?? own[0];
	if (finding !== undefined)
		return [finding.message, ...(finding.fix === undefined ? [] : [finding.fix.title])].join('\n');
	const writer = nodes.find(({outputs}) => outputs.some(output => baseName(output) === baseName(name)));
	const reader = readers.join(', ');
	return writer === undefined
		? `${name} is not there for ${reader}, and no node of the pipeline writes it: put it where its catalog entry says`
		: `${name}, written by ${writer.name}, is not there for ${reader}: tasks share neither memory nor files. Give it an entry on remote storage in the catalog of the environment`;
}
