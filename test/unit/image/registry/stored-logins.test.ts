// The logins that engines stored.
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {parseReference} from '../../../../src/image/reference.ts';
import {canPush} from '../../../../src/image/registry/registry.ts';
import {startTokenRegistry, type TokenRegistry, type TokenRegistryOptions} from '../../../fakes/token-registry.ts';

let folder: string;

let registry: TokenRegistry;

let env: NodeJS.ProcessEnv;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-registry-'));
	env = {PATH: '/nowhere', HOME: folder, DOCKER_CONFIG: folder};
});

afterEach(async () => {
	await registry.close();
	await rm(folder, {recursive: true});
});

async function open(options: TokenRegistryOptions): Promise<ReturnType<typeof parseReference>> {
	registry = await startTokenRegistry(options);
	return parseReference(`${registry.host}/team/app:one`);
}

const auth = Buffer.from('ada:pass:word').toString('base64');

const upload = {
	'POST /v2/team/app/blobs/uploads/': {status: 202, headers: {location: '/v2/team/app/blobs/uploads/77?state=x'}},
};

it("podman's logins are used too, also for a part of a registry", async () => {
	const reference = await open({user: 'ada', answers: upload});
	await mkdir(join(folder, 'containers'));
	const config = {auths: {[`${registry.host}/team`]: {auth}, [registry.host]: {auth: 'eDp5'}}};
	await writeFile(join(folder, 'containers/auth.json'), JSON.stringify(config));
	expect(await canPush(reference, {env: {...env, XDG_RUNTIME_DIR: folder}})).toMatchObject({may: 'yes'});
	expect(await canPush(reference, {env})).toMatchObject({may: 'no'});
});
