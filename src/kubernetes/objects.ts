// Reads single objects of a namespace: two of different kinds with one kubectl, each result as if it had been read alone.
import {randomBytes} from 'node:crypto';
import type {RunResult} from '../system/exec.ts';
import type {Cluster} from './kubectl.ts';

const types = {
	Secret: {one: 'secret', all: 'secrets'},
	ServiceAccount: {one: 'serviceaccount', all: 'serviceaccounts'},
} as const;

type Named = {readonly kind: keyof typeof types; readonly name: string};

export type ObjectRead<T> = Named & {
	/** A Go template of lines: what kubectl prints of the object. */
	readonly template: string;
	/** What that, or the failure of kubectl, says. */
	readonly parse: (result: RunResult, cluster: Cluster) => T;
};

/** For what may be the first call to a cluster, where a login happens. */
export const firstCall = {timeout: 120_000} as const;

/** @throws whatever its `parse` throws. */
export async function readObject<T>(
	cluster: Cluster,
	{kind, name, template, parse}: ObjectRead<T>,
	options: {readonly timeout?: number} = {},
): Promise<T> {
	const args = ['get', types[kind].one, name, '-o', `go-template=${template}`];
	return parse(await cluster.run(args, options), cluster);
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
	const args = ['get', ...names, '-o', `go-template=${templateOf([one, other], mark)}`];
	const result = await cluster.run(args, firstCall);
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
