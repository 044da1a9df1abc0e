// The comment at the top of every spec: a description for people, and the mark by which kfp-wizard finds its own files.
import {count} from '../system/text.ts';
import type {SpecInput} from './spec-input.ts';

const mark = '# Written by kfp-wizard';

/** Comment lines; the last one ends with a newline. */
export function header(input: SpecInput): string {
	const {tasks} = input.graph;
	const nodes = new Set(tasks.flatMap(task => task.nodes)).size;
	return [
		`${mark}. Changes made here are lost with the next compile.`,
		'#',
		`# ${description(input)}`,
		`# ${count(nodes, 'node')} in ${count(tasks.length, 'task')}, in topological order.`,
		'',
	].join('\n');
}

/** One sentence about the origin of the pipeline. */
export function description(input: SpecInput): string {
	const part = input.part === undefined ? '' : `, part ${input.part}`;
	return `Kedro project ${input.title}, pipeline ${input.pipeline}, environment ${input.environment}${part}`;
}

/** Whether the comment at the top of a spec names this project as its origin. */
export function namesProject(text: string, project: string): boolean {
	const end = text.search(/^[^#]/m);
	return text
		.slice(0, end === -1 ? text.length : end)
		.split('\n')
		.some(line => line.startsWith(`# Kedro project ${project}, pipeline `));
}

/** Whether a text is a spec with the header of kfp-wizard. */
export function hasHeader(text: string): boolean {
	return text.startsWith(mark);
}
