// Which server and image the suite uses, from variables; or what to set.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import type {Part} from '../bed/part.ts';
import {program} from '../e2e/world.ts';
import type {Server} from './flows.ts';
import {writeProject} from './project.ts';

/** Milliseconds for one step: a cluster may have to pull the image first. */
const patience = 20 * 60_000;

/** A host that is named must answer; without one, a cluster without Kubeflow Pipelines is a reason to skip. */
export async function findServer(given: NodeJS.ProcessEnv): Promise<Part<Server>> {
	const {KFP_WIZARD_E2E_HOST: host = '', KFP_WIZARD_E2E_IMAGE: image = '', ...others} = given;
	const {KFP_WIZARD_E2E_BUILD: repository = '', ...rest} = others;
	if (image === '' && repository === '')
		return {
			missing:
				'no image: set KFP_WIZARD_E2E_BUILD to a repository that you may push to, or KFP_WIZARD_E2E_IMAGE to an image that was built there before',
		};
	const env = {...rest, ...(host === '' ? {} : {KFP_WIZARD_HOST: host})};
	const flags = image === '' ? ['--image', repository] : ['--image', image, '--no-build'];
	const server = {env, image: flags, patience};
	if (host !== '') return {value: server};
	const reason = await unreachable(env);
	return reason === undefined
		? {value: server}
		: {missing: `no server: set KFP_WIZARD_E2E_HOST, or make the context of its cluster the current one (${reason})`};
}

/** Why the cluster of the current context has no server that can be used; `undefined` where it has. */
async function unreachable(env: NodeJS.ProcessEnv): Promise<string | undefined> {
	const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-server-'));
	try {
		await writeProject(folder);
		const options = {cwd: folder, env, extendEnv: false, reject: false, timeout: 60_000} as const;
		const {exitCode, stderr, stdout} = await execa(process.execPath, [program, 'runs', '--json'], options);
		if (exitCode === 0) return undefined;
		const {error} = JSON.parse(stdout.split('\n').at(-1) || '{}') as {error?: {message: string; detail?: string}};
		return error === undefined ? stderr.trim() : (error.detail ?? error.message);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
