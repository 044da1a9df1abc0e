// A cluster in memory for tests: the few kubectl commands that kfp-wizard runs for a Secret, with kubectl's own words.
import type {Cluster} from '../../src/kubernetes/kubectl.ts';
import type {RunResult} from '../../src/system/exec.ts';

export type StoredSecret = {
	readonly data: Readonly<Record<string, string>>;
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly managers?: readonly string[];
	/** Default: Opaque. */
	readonly type?: string;
	readonly deleting?: true;
};

export type MemoryCluster = Cluster & {
	/** What is there now: by name the keys with their values, in base64 as Kubernetes has them. */
	readonly secrets: Map<string, StoredSecret & {readonly uid: string; readonly version: number}>;
	/** The commands, without the flags that format the output. */
	readonly commands: readonly string[];
};

export type MemoryClusterOptions = {
	readonly secrets?: Readonly<Record<string, StoredSecret>>;
	/** Verbs that this user may not use on Secrets. */
	readonly forbidden?: readonly ('get' | 'create' | 'patch' | 'delete')[];
	/** Annotations of every service account. */
	readonly annotations?: Readonly<Record<string, string>>;
};

type Manifest = {
	readonly metadata: {readonly name: string; readonly uid?: string} & Pick<
		Required<StoredSecret>,
		'labels' | 'annotations'
	>;
	readonly data: Readonly<Record<string, string>>;
};

export function memoryCluster({secrets = {}, forbidden = [], annotations}: MemoryClusterOptions = {}): MemoryCluster {
	const stored: MemoryCluster['secrets'] = new Map();
	const commands: string[] = [];
	let made = 0;
	const put = (name: string, secret: StoredSecret): void => {
		const before = stored.get(name);
		const version = before !== undefined && isSame(before, secret) ? before.version : ++made;
		stored.set(name, {...secret, uid: before?.uid ?? `uid-${++made}`, version});
	};
	for (const [name, secret] of Object.entries(secrets)) put(name, secret);

	const ok = (stdout: string): RunResult => ({exitCode: 0, stdout, stderr: ''});
	const refused = (stderr: string, stdout = ''): RunResult => ({exitCode: 1, stdout, stderr});
	const notFound = (name: string): RunResult => refused(`Error from server (NotFound): secrets "${name}" not found\n`);
	const may = (verb: string): boolean => !forbidden.some(one => one === verb);
	const denied = (verb: string, name: string): RunResult =>
		refused(
			`Error from server (Forbidden): secrets "${name}" is forbidden: User "ada" cannot ${verb} resource "secrets" in API group "" in the namespace "kubeflow"\n`,
		);
	/** What the template of `readSecret` prints; of `compareWith` where it came through stdin. */
	const print = (name: string, secretTemplate = '', secret = stored.get(name)): RunResult => {
		if (secret === undefined) return notFound(name);
		const {uid, version, data, labels = {}, annotations: noted = {}, managers = [], type = 'Opaque', deleting} = secret;
		return ok(
			[
				`uid ${uid}`,
				`version ${version}`,
				`type ${type}`,
				...(deleting === undefined ? [] : ['deleting yes']),
				...Object.keys(data).map(key => `key ${key}`),
				...Object.entries(labels).map(([key, value]) => `label ${key}=${value}`),
				...Object.keys(noted).map(key => `annotation ${key}`),
				...managers.map(manager => `manager ${manager}`),
				...keyIdLine(data),
				...sameLines(secretTemplate, {data, labels, annotations: noted}),
				'',
			].join('\n'),
		);
	};

	/** What the template of `cloudIdentities` prints. */
	const printAccount = (name: string): RunResult => {
		if (annotations === undefined)
			return refused(`Error from server (NotFound): serviceaccounts "${name}" not found\n`);
		const clouds = [
			['aws', 'eks.amazonaws.com/role-arn'],
			['gcp', 'iam.gke.io/gcp-service-account'],
			['azure', 'azure.workload.identity/client-id'],
		] as const;
		const lines = clouds.map(([cloud, key]) => {
			const value = annotations[key];
			return value === undefined ? '' : `${cloud} ${encodeURIComponent(value)}\n`;
		});
		return ok(lines.join(''));
	};
	/** What kubectl prints of a service account and a Secret with the template of `readBoth`. */
	const printBoth = (args: readonly string[], input: string): RunResult => {
		const [account = '', secret = ''] = args.map(word => word.split('/')[1] ?? '');
		const mark = /([0-9a-f]{16}) ServiceAccount/.exec(args.join(' ') + input)?.[1] ?? '';
		const parts = [
			{kind: 'ServiceAccount', part: printAccount(account)},
			{kind: 'Secret', part: may('get') ? print(secret, input) : denied('get', secret)},
		];
		return {
			exitCode: Math.max(...parts.map(({part}) => part.exitCode)),
			stdout: parts.map(({kind, part}) => (part.exitCode === 0 ? `${mark} ${kind}\n${part.stdout}` : '')).join(''),
			stderr: parts.map(({part}) => part.stderr).join(''),
		};
	};

	const noneHere = (): never => {
		throw new Error('this cluster has one namespace, and no port-forward');
	};

	return {
		context: 'kind-dev',
		server: 'https://127.0.0.1:6443',
		namespace: 'kubeflow',
		secrets: stored,
		commands,
		attach: noneHere,
		inNamespace: noneHere,
		run: async ([command = '', ...args], {input = ''} = {}) => {
			commands.push([command, ...args.filter(word => !/^-o$|^go-template(?:-file)?=|^-f$|^-$/.test(word))].join(' '));
			if (command === 'auth') {
				const [, verb = ''] = args;
				return may(verb) ? ok('yes\n') : refused('', 'no\n');
			}
			if (command === 'get' && args[0] === 'serviceaccount') return printAccount(args[1] ?? '');
			if (command === 'get' && args[0]?.startsWith('serviceaccount/') === true) return printBoth(args, input);
			if (command === 'get' && args[0] === 'secrets')
				return ok([...stored].map(([name, {data}]) => `${[name, ...Object.keys(data)].join(' ')}\n`).join(''));
			if (command === 'get') return may('get') ? print(args[1] ?? '', input) : denied('get', args[1] ?? '');
			if (command === 'delete') {
				const name = (args[1] ?? '').split('/').at(-1) ?? '';
				if (!may('delete')) return denied('delete', name);
				return stored.delete(name) ? ok('{}') : notFound(name);
			}
			const {metadata, data} = JSON.parse(input) as Manifest;
			const {name, labels, annotations: noted} = metadata;
			if (!may('patch')) return denied('patch', name);
			put(name, {data, labels, annotations: noted, managers: ['kfp-wizard']});
			return print(name);
		},
	};
}

const isSame = (one: StoredSecret, other: StoredSecret): boolean =>
	JSON.stringify([one.data, one.labels, one.annotations]) ===
	JSON.stringify([other.data, other.labels, other.annotations]);

/** Of a template of `compareWith`, the lines for what the Secret has. */
function sameLines(
	template: string,
	{data, labels, annotations}: Required<Pick<StoredSecret, 'data' | 'labels' | 'annotations'>>,
): readonly string[] {
	const places = {'.data': data, '.metadata.labels': labels, '.metadata.annotations': annotations};
	const quoted = String.raw`("(?:[^"\\]|\\.)*")`;
	const part = String.raw`\{\{with (\.[\w.]+)\}\}\{\{with index \. ${quoted}\}\}\{\{if eq \. ${quoted}\}\}(.*?)\{\{`;
	const parts = template.matchAll(new RegExp(part, 'g'));
	return [...parts].flatMap(([, place = '', name = '""', value = '""', line = '']) => {
		const there = places[place as keyof typeof places][JSON.parse(name) as string];
		return there === JSON.parse(value) ? [line] : [];
	});
}

/** The end of an access key id of the usual length. */
function keyIdLine({AWS_ACCESS_KEY_ID: value = ''}: StoredSecret['data']): readonly string[] {
	const id = Buffer.from(value, 'base64').toString();
	return id.length === 20 ? [`keyid "${id.slice(16)}"`] : [];
}

/** A Secret as kfp-wizard creates it for a project. */
export const createdFor = (projectId: string, ...keys: readonly string[]): StoredSecret => ({
	data: Object.fromEntries(keys.map(key => [key, 'b2xk'])),
	labels: {'app.kubernetes.io/managed-by': 'kfp-wizard', 'kfp-wizard.dev/project-id': projectId},
	managers: ['kfp-wizard'],
});
