// A project whose image is built and pushed without a cluster: a person types, the engine and other programs are stand-ins, the registry is the fake one with tokens.
import {mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import type {EngineName} from '../../src/image/engine/engine.ts';
import {splitWords} from '../../src/system/split-words.ts';
import {answeredProgram, type ProgramCall} from '../fakes/program.ts';
import {startTokenRegistry, type TokenRegistryOptions} from '../fakes/token-registry.ts';
import {testContext} from './context.ts';
import type {FactOverrides} from './facts.ts';
import {scratch} from './scratch.ts';
import {unattendedUi} from './scripted-ui.ts';
import {standInProject} from './stand-in-project.ts';
import {typed} from './typed.ts';

export type Said = Pick<ProgramCall, 'args' | 'print' | 'complain'>;

type Answer = (said: Said) => number | Promise<number>;

const digest = `sha256:${'ab'.repeat(32)}`;
const versions: Readonly<Record<EngineName, string>> = {
	docker: '28.0.0 28.0.0',
	podman: '4.3.1 linux/amd64',
	nerdctl: '1.7.0',
	buildah: 'Version: 1.28.0\nOS/Arch: linux/amd64',
};

export async function imageWorld(
	{engine = 'docker', given = {}}: {readonly engine?: EngineName; readonly given?: FactOverrides} = {},
	files: Readonly<Record<string, string>> = {},
) {
	const folder = await scratch();
	const bin = join(folder, 'bin');
	await mkdir(bin);
	for (const name of ['cat', 'sed', 'cp', 'env']) await symlink(`/usr/bin/${name}`, join(bin, name));
	// What is read depends on nothing, so that Python runs once.
	const watched = JSON.stringify({opened: ['/nowhere/settings.py'], listed: [], asked: [], installed: []});
	const project = await standInProject(given, {'.dependencies.json': watched, ...files});
	const state = {
		/** Who types. */
		person: 'ada',
		/** What the engine writes when it fails, by the word of its command. */
		fails: {} as Record<string, string>,
		images: new Set<string>(),
		/** The registry does not have what is pushed. */
		isLost: false,
		/** A push ends without the digest. */
		isSilent: false,
		hasBuildx: true,
		/** The variables of the shell. */
		env: {} as Record<string, string>,
		calls: [] as string[],
	};
	const registry: {
		-readonly [Key in keyof TokenRegistryOptions]: TokenRegistryOptions[Key];
	} & {answers: Record<string, TokenRegistryOptions['answers'][string]>} = {
		user: 'ada',
		answers: {'POST /v2/team/app/blobs/uploads/': {status: 202}},
	};
	const {host, close} = await startTokenRegistry(registry);
	onTestFinished(close);
	const config = join(folder, 'config.json');
	const logins = async (): Promise<Record<string, {auth: string}>> =>
		readFile(config, 'utf8').then(
			text => (JSON.parse(text) as {auths: Record<string, {auth: string}>}).auths,
			() => ({}),
		);
	const login = async (user: string, at = host): Promise<void> =>
		writeFile(
			config,
			JSON.stringify({auths: {...(await logins()), [at]: {auth: Buffer.from(`${user}:secret`).toString('base64')}}}),
		);
	const store = (tag: string, of = digest): void => {
		const headers = {'docker-content-digest': of, 'content-type': 'application/vnd.oci.image.manifest.v1+json'};
		for (const name of [tag, of])
			for (const method of ['HEAD', 'GET'])
				registry.answers[`${method} /v2/team/app/manifests/${name}`] = {status: 200, headers, body: '{}'};
	};

	/** The engine, as far as a deploy and its printed commands use it. */
	async function answer(name: EngineName, {args, print, complain}: Said): Promise<number> {
		state.calls.push([name, ...args].join(' '));
		const [verb = ''] = args.filter(word => !['buildx', 'image', 'system'].includes(word));
		if (args[0] === 'buildx' && !state.hasBuildx) return 1;
		const failure = state.fails[verb];
		const last = args.at(-1) ?? '';
		if (failure !== undefined) {
			complain(`${failure}\n`);
			return 1;
		}
		switch (verb) {
			case 'version':
			case 'info':
				print(versions[name]);
				return 0;
			case 'build':
				for (const [index, word] of args.entries()) if (word === '--tag') state.images.add(args[index + 1] ?? '');
				return 0;
			case 'inspect':
				if (!state.images.has(last)) complain('No such image\n');
				else print(args.includes('{{.Os}}/{{.Architecture}}') ? 'linux/amd64\n' : `${digest}\n`);
				return state.images.has(last) ? 0 : 1;
			case 'push': {
				if (!state.isLost) store(last.split(':').at(-1) ?? '');
				const at = args.indexOf('--digestfile');
				if (at !== -1) await writeFile(args[at + 1] ?? '', digest);
				if (!state.isSilent) print(`x: digest: ${digest} size: 1\n`);
				return 0;
			}
			case 'login': {
				const named = args[args.indexOf('--username') + 1];
				// As engines do: without a name, a login that is stored is used again.
				if (args.includes('--username')) await login(named ?? '', last);
				else if ((await logins())[last] === undefined) await login(state.person, last);
				return 0;
			}
			default:
				return 0;
		}
	}
	const programs = new Map<string, Answer>();
	/** Puts another program on PATH. */
	const install = async (name: string, does: Answer): Promise<void> => {
		programs.set(name, does);
		await answeredProgram(join(bin, name), does);
	};
	const installEngine = (name: EngineName): Promise<void> => install(name, said => answer(name, said));
	await installEngine(engine);

	/** Runs what is printed of other programs, whose stand-ins get each word as a shell would hand it over. */
	const run = async (line: string | undefined): Promise<readonly (readonly string[])[]> => {
		const all = (line ?? '').split(' | ').map(part => splitWords(part) ?? []);
		for (const [name = '', ...args] of all) {
			const complaints: string[] = [];
			const code = await programs.get(name)?.({args, print: () => {}, complain: text => complaints.push(text)});
			if (code !== 0) throw new Error(`${name} ended with ${code ?? 'no such program'}: ${complaints.join('')}`);
		}
		return all;
	};
	/** Runs a printed `curl -i URL`; gives the status. */
	const look = async (line: string | undefined): Promise<number> => {
		const [curl, include, url = '', ...more] = splitWords(line ?? '') ?? [];
		if (curl !== 'curl' || include !== '-i' || more.length > 0) throw new Error(`not curl: ${line}`);
		return (await fetch(url)).status;
	};
	const env = {PATH: bin, HOME: folder, DOCKER_CONFIG: folder, XDG_CACHE_HOME: join(folder, 'cache')};
	const type = async (line: string | undefined) => {
		const context = testContext(unattendedUi().ui, {cwd: project.root, env: {...env, ...state.env}});
		const ended = await typed(line ?? '', context, {});
		return {...ended, printed: context.printed()};
	};
	const image = `${host}/team/app`;
	const target = `--python ${project.python} --no-upload --no-smoke --no-secret`;
	return {
		...project,
		host,
		image,
		state,
		registry,
		install,
		installEngine,
		login,
		logins,
		store,
		run,
		look,
		type,
		env,
		folder,
		bin,
		/** Deploys as far as the image, and the spec that names it. */
		deploy: (more = '') => type(`deploy --yes ${target} ${more.includes('--image') ? '' : `--image ${image}`} ${more}`),
	};
}
