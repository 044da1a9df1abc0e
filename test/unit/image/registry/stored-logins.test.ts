// The logins that engines stored.
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {canPush} from '../../../../src/image/registry/registry.ts';
import {auth, upload, useTokenRegistry} from '../../../support/token-registry.ts';

const bed = useTokenRegistry();

it("podman's logins are used too, also for a part of a registry", async () => {
	const {registry, reference} = await bed.open({user: 'ada', answers: upload});
	await mkdir(join(bed.folder, 'containers'));
	const config = {auths: {[`${registry.host}/team`]: {auth}, [registry.host]: {auth: 'eDp5'}}};
	await writeFile(join(bed.folder, 'containers/auth.json'), JSON.stringify(config));
	expect(await canPush(reference, {env: {...bed.env, XDG_RUNTIME_DIR: bed.folder}})).toMatchObject({may: 'yes'});
	expect(await canPush(reference, {env: bed.env})).toMatchObject({may: 'no'});
});
