// Reads single objects of a namespace: two of different kinds with one kubectl, each result as if it had been read alone.
import {randomBytes} from 'node:crypto';
import {defined} from '../system/defined.ts';
import {type RunResult, stdinPath} from '../system/exec.ts';
import type {Cluster} from './kubectl.ts';

const types = {
	Secret: {one: 'secret', all: 'secrets'},
	ServiceAccount: {one: 'serviceaccount', all: 'serviceaccounts'},
} as const;

type Named = {readonly kind: keyof typeof types; readonly name: string};

export type ObjectRead<T> = Named & {
	/** A Go template of lines: what kubectl prints of the object. */
	readonly template: string;
	/** Follows the other one. It has secrets, so kubectl gets both through a pipe; where it cannot, this one is left out. */
	readonly secretTemplate?: string;
	/** What that, or the failure of kubectl, says. */
	readonly parse: (result: RunResult, cluster: Cluster) => T;
};

/** For what may be the first call to a cluster, where a login happens. */
export const firstCall = {timeout: 120_000} as const;

/** @throws whatever its `parse` throws. */
export async function readObject<T>(
	cluster: Cluster,
	read: ObjectRead<T>,
	options: {readonly timeout?: number} = {},
): Promise<T> {
	const {kind, name, template, secretTemplate, parse} = read;
	const templates = {open: template, ...defined({secret: secretTemplate && template + secretTemplate})};
	return parse(await get(cluster, [types[kind].one, name], templates, options), cluster);
}

/** Templates for the same objects: one that everyone may see, and one that only kubectl may see. */
type Templates = {readonly open: string; readonly secret?: string};

async function get(
	cluster: Cluster,
	names: readonly string[],
	{open, secret}: Templates,
	options: {readonly timeout?: number},
): Promise<RunResult> {
	if (secret !== undefined && stdinPath !== undefined) {
		const args = ['get', ...names, '-o', `go-template-file=${stdinPath}`];
		const result = await cluster.run(args, {...options, input: secret, opensInput: true});
		// A kubectl in a sandbox may not open it, or finds it empty.
		const isEmpty = result.exitCode === 0 && result.stdout === '';
		if (!isEmpty && !result.stderr.includes(stdinPath)) return result;
	}
	return cluster.run(['get', ...names, '-o', `go-template=${open}`], options);
}

/** Objects of different kinds. The functions give what was read of each, so that a failure is reported where it is needed. */
export async function readBoth<One, Other>(
	cluster: Cluster,
	one: ObjectRead<One>,
	other: ObjectRead<Other>,
): Promise<readonly [() => One, () => Other]> {
	// Whoever may write an object must not be able to begin the part of the other one.
	const mark = randomBytes(8).toString('hex');
	const names = [one, other].map(({kind, name}) => `${types[kind].one}/${name}`);
	const parts = [one, other];
	const templates = {
		open: templateOf(parts, mark),
		...(parts.every(({secretTemplate}) => secretTemplate === undefined)
			? {}
			: {
					secret: templateOf(
						parts.map(({kind, template, secretTemplate = ''}) => ({kind, template: template + secretTemplate})),
						mark,
					),
				}),
	};
	const result = await get(cluster, names, templates, firstCall);
	const alone = (read: Named, beside: Named): RunResult => {
		const [, text] = result.stdout.split(`${mark} ${read.kind}\n`);
		if (text !== undefined) return {exitCode: 0, stdout: text.split(`${mark} `)[0] ?? '', stderr: ''};
		return {exitCode: result.exitCode || 1, stdout: '', stderr: errorsOf(read, beside, result.stderr)};
	};
	return [() => one.parse(alone(one, other), cluster), () => other.parse(alone(other, one), cluster)];
}

/** kubectl prints several objects as a list, and the only one that it found too. */
function templateOf(reads: readonly Pick<ObjectRead<unknown>, 'kind' | 'template'>[], mark: string): string {
	const parts = reads.map(({kind, template}) => `{{if eq .kind "${kind}"}}${mark} ${kind}{{"\\n"}}${template}{{end}}`);
	return `{{range .items}}${parts.join('')}{{end}}`;
}

/** The lines about this object where there are some, else those that are not about the other one, such as a refused login. */
function errorsOf(read: Named, beside: Named, stderr: string): string {
	const lines = stderr.split('\n');
	const about = ({kind, name}: Named): readonly string[] =>
		lines.filter(line => line.includes(`${types[kind].all} "${name}"`));
	const own = about(read);
	const others = about(beside);
	return (own.length > 0 ? own : lines.filter(line => !others.includes(line))).join('\n');
}
