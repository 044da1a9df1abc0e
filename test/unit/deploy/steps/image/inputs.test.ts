// What the plan and the notes say of the secrets and proxies of a build.
import {expect, it} from 'vitest';
import {inputValues, refuseSecrets, reportInputs} from '../../../../../src/deploy/steps/image/inputs.ts';
import type {Engine} from '../../../../../src/image/engine/engine.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {unattendedUi} from '../../../../support/scripted-ui.ts';

const inputs = {
	secrets: [
		{id: 'PIP_INDEX_URL', from: {variable: 'PIP_INDEX_URL'}, isCertificate: false},
		{id: 'NETRC', from: {file: '/home/ada/.netrc'}, isCertificate: false},
		{id: 'PIP_CERT', from: {file: '/etc/ca.pem'}, isCertificate: true},
	],
	proxies: ['HTTPS_PROXY'],
	unreachable: [],
	notMounted: [],
};
const engine = (takesSecrets: boolean) => ({name: 'docker', takesSecrets}) as Engine;

it('the plan has names, and no row where there is nothing', () => {
	expect(inputValues(inputs).map(({name, value}) => `${name}: ${value}`)).toEqual([
		'build-secrets: PIP_INDEX_URL, NETRC (/home/ada/.netrc), PIP_CERT (/etc/ca.pem)',
		'build-proxy: HTTPS_PROXY',
	]);
	expect(inputValues()).toEqual([]);
});

it('F2: an engine that cannot keep a secret is refused; certificates alone are not', async () => {
	expect(await errorOf(Promise.resolve().then(() => refuseSecrets(inputs, engine(false))))).toMatchObject({
		code: 'BUILD_SECRETS_UNSUPPORTED',
		message: 'This docker cannot give a build secrets, and the package index needs PIP_INDEX_URL, NETRC',
	});
	refuseSecrets(inputs, engine(true));
	refuseSecrets({...inputs, secrets: inputs.secrets.slice(2)}, engine(false));
});

it('what the build does not get is reported', () => {
	const {ui, reported} = unattendedUi();
	reportInputs({...inputs, unreachable: ['HTTP_PROXY'], notMounted: ['UV_INDEX']}, ui);
	expect(JSON.stringify(reported)).toMatch(/HTTP_PROXY: a container.*UV_INDEX, because the Dockerfile/);
});
