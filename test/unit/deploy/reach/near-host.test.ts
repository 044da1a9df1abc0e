// What was probably meant where the address of Kubeflow Pipelines leads nowhere.
import {describe, expect, it} from 'vitest';
import {nearTo, withNearHost} from '../../../../src/deploy/reach/near-host.ts';
import {WizardError} from '../../../../src/system/errors.ts';
import {testContext} from '../../../support/context.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scratch} from '../../../support/scratch.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';
import {writeTree} from '../../../support/tree.ts';

const used = ['https://kubeflow.example.com/pipeline', 'http://localhost:8080'];

describe('the nearest address', () => {
	const contexts = [
		{name: 'Prod', cluster: 'prod', server: 'https://k8s.prod.example:6443'},
		{name: 'broken', cluster: '', server: undefined},
	];

	it.each([
		['one used before, with its path', 'https://kubeflow.exmaple.com', '--host https://kubeflow.example.com/pipeline'],
		['one used before, with its port', 'http://localhost:8008', '--host http://localhost:8080'],
		[
			'this machine, with the port and path as typed',
			'http://locahost:9/pipeline',
			'--host http://localhost:9/pipeline',
		],
		['the host of a cluster', 'https://k8s.prd.example:8443', '--host https://k8s.prod.example:8443'],
		['a context', 'http://Prod', '--context Prod'],
	])('may be %s', (_, typed, command) => {
		expect(nearTo(new URL(typed), used, contexts)).toMatchObject({
			words: command.replace('--context', 'the context').replace('--host ', ''),
			next: {command},
		});
	});

	it.each(['http://elsewhere.org', 'http://localhost:8080', 'https://k8s.prod.example:6443'])(
		'is not there for one like no other, or for itself: %s',
		typed => {
			expect(nearTo(new URL(typed), used.slice(1), contexts)).toBeUndefined();
		},
	);
});

describe('the error of a connection', () => {
	const context = testContext(scriptedUi([]).ui, {
		env: {PATH: '/nowhere'},
		knownHosts: {list: async () => used, add: async () => {}},
	});
	const typed = new URL('https://kubeflow.exmaple.com');
	const errorFor = async (message: string, code: string): Promise<WizardError> =>
		errorOf(withNearHost(Promise.reject(new WizardError('outside', message, {code})), typed, {}, context));

	it.each(['HTTP_DNS', 'HTTP_DNS_BUSY', 'HTTP_REFUSED'])('says what was meant for %s', async code => {
		const error = await errorFor('There is no host named kubeflow.exmaple.com', code);
		expect(error).toMatchObject({
			code,
			message: 'There is no host named kubeflow.exmaple.com; did you mean https://kubeflow.example.com/pipeline?',
			next: [{command: '--host https://kubeflow.example.com/pipeline'}],
		});
	});

	it('is nearest to what kfp.yml of another environment says', async () => {
		const root = await writeTree(await scratch(), {
			'pyproject.toml': '[tool.kedro]\npackage_name = "demo"\nproject_name = "Demo"\n',
			'conf/base/kfp.yml': 'host: ${globals:host}\n',
			'conf/prod/eu/kfp.yml': 'host: https://kfp.acme.example/pipeline\n',
			'conf/broken/kfp.yml': 'host: [',
		});
		const error = new WizardError('outside', 'There is no host named kfp.amce.example', {code: 'HTTP_DNS'});
		const url = new URL('https://kfp.amce.example');
		expect(await errorOf(withNearHost(Promise.reject(error), url, {}, {...context, cwd: root}))).toMatchObject({
			next: [{command: '--host https://kfp.acme.example/pipeline'}],
		});
	});

	it.each([
		['where a server answers', "Can't trust kubeflow.exmaple.com", 'HTTP_TLS'],
		['for the host of a login', 'There is no host named dex.example.com', 'HTTP_DNS'],
	])('stays as it is %s', async (_, message, code) => {
		expect(await errorFor(message, code)).toMatchObject({message, next: []});
	});
});
