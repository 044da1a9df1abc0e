// Explains from a task's output why it failed: what it lacks, such as a dataset or a variable, and the fix that the checks know.
import {baseName} from '../kedro/datasets.ts';
import {defined} from '../system/defined.ts';
import type {Finding} from '../schema/finding.ts';
import type {KedroNode} from '../schema/project.ts';
import {type Explanation, explainHook, explainStart, sayAgain} from './explain-start.ts';

export type ExplainFacts = {
	/** Nodes of the pipeline of the spec. */
	readonly nodes: readonly KedroNode[];
	/** Findings of the checks for the project. */
	readonly findings: readonly Finding[];
	/** Names of the variables that tasks get from the one that runs first. */
	readonly handedOn?: readonly string[];
	/** What installs packages for the tasks, where they are processes of this machine. */
	readonly install?: string;
};

/**
 * The cause of Kedro's error where it is missing data, a missing package or what `explainStart` knows; `undefined` for any other.
 * @param names of the nodes that the task runs
 */
export function explain(
	names: readonly string[],
	lines: readonly string[],
	{nodes, findings, handedOn = [], install}: ExplainFacts,
): Explanation | undefined {
	const text = squash(lines.join(''));
	const start = explainStart(text, findings, handedOn);
	if (start !== undefined) return start;
	const absent = /install([\w.-]+?)toaccess/i.exec(text)?.[1];
	if (absent !== undefined) return {text: lackOf(absent, findings, install), rule: 'requirements/missing'};
	const inputs = [...new Set(nodes.filter(({name}) => names.includes(name)).flatMap(node => node.inputs))];
	const lost = missingInputs(lines, inputs);
	if (lost.length === 0) return explainHook(text, findings);
	const causes = lost.map(name => explanation(name, names, nodes, findings));
	const rule = causes.find(cause => cause.rule !== undefined)?.rule;
	return {text: causes.map(({text}) => text).join('\n'), ...defined({rule})};
}

/** What a person installs here does not reach the image, and the other way round. */
function lackOf(name: string, findings: readonly Finding[], install: string | undefined): string {
	if (install === undefined)
		return `The package ${name} is not installed in the image: add it to the requirements, and deploy again`;
	const isRequired = !findings.some(
		({rule, message, fix}) => rule.startsWith('requirements/') && `${message} ${fix?.title ?? ''}`.includes(name),
	);
	const forImage = isRequired ? '' : '\nAdd it to the requirements, too, for the image';
	return `The package ${name} is not installed in the Python of the project\n${install} ${name}${forImage}`;
}

/** Rich breaks lines at 80 columns and draws boxes around tracebacks, so only the bare characters are compared. */
const squash = (text: string): string => text.replaceAll(/[\s│╭╮╰╯─┃]+/g, '');

function missingInputs(lines: readonly string[], inputs: readonly string[]): readonly string[] {
	const text = squash(lines.join(''));
	const unknown = /Pipelineinput\(s\)\{(.*?)\}notfoundintheDataCatalog/.exec(text)?.[1];
	if (unknown !== undefined) {
		const known = inputs.filter(name => unknown.includes(`'${squash(name)}'`));
		return known.length > 0 ? known : [unknown.replaceAll("'", '')];
	}
	if (!/Failedwhileloadingdatafromdata[sS]et/.test(text) || !notFound.test(text)) return [];
	// Kedro 1 names the dataset in its error; older ones only where they begin to load it.
	const starts = [...text.matchAll(/Data[sS]etError:|Loadingdatafrom'?/g)].map(
		({0: {length}, index}) => index + length,
	);
	const named = starts.flatMap(start => longest(inputs.filter(name => text.startsWith(squash(name), start))));
	return named.slice(-1);
}

/** The longest of names that begin alike. */
const longest = (names: readonly string[]): readonly string[] =>
	[...names].sort((a, b) => b.length - a.length).slice(0, 1);

/** The messages of Python, fsspec and S3 for a missing file or object. */
const notFound = /Nosuchfile|FileNotFoundError|NoSuchKey|NoSuchBucket|doesnotexist/i;

function explanation(
	name: string,
	readers: readonly string[],
	nodes: readonly KedroNode[],
	findings: readonly Finding[],
): Explanation {
	const own = findings.filter(({dataset}) => dataset !== undefined && baseName(dataset) === baseName(name));
	const finding = own.find(({severity}) => severity === 'error') ?? own[0];
	if (finding !== undefined)
		return {
			text: sayAgain(finding),
			rule: finding.rule,
		};
	const writer = nodes.find(({outputs}) => outputs.some(output => baseName(output) === baseName(name)));
	const reader = readers.join(', ');
	return {
		text:
			writer === undefined
				? `${reader} cannot find ${name}, and no node of the pipeline writes it: put the data at the location in its catalog entry`
				: `${reader} cannot find ${name}, which ${writer.name} writes: tasks share neither memory nor files. Give it an entry on remote storage in the catalog of the environment`,
	};
}
