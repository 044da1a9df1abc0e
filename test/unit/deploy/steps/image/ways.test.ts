// What a person can do about a registry that refuses or does not answer, and about an engine that does not work.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import type {LocalTarget} from '../../../../../src/deploy/reach/local-cluster.ts';
import {newReadings} from '../../../../../src/deploy/interview/readings.ts';
import type {Asked} from '../../../../../src/deploy/steps/image/inspect.ts';
import {waysToImage} from '../../../../../src/deploy/steps/image/ways.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {WizardError} from '../../../../../src/system/errors.ts';
import {flag, interviewOf} from '../../../../support/deploy-parts.ts';
import {scratch} from '../../../../support/scratch.ts';
import {scriptedUi} from '../../../../support/scripted-ui.ts';

const kind = {
	cluster: {context: 'kind-dev', product: {title: 'kind'}},
	problem: undefined,
} as unknown as LocalTarget;

/** `engines`: those that are installed; all of them work. */
async function ways(
	code: string,
	{
		engines = ['docker'],
		options = {},
		local,
		env = {},
	}: {
		engines?: readonly string[];
		options?: Options;
		local?: LocalTarget;
		env?: Readonly<Record<string, string>>;
	} = {},
) {
	const folder = await scratch();
	for (const name of engines) await writeFile(join(folder, name), "#!/bin/sh\necho '28 28'\n", {mode: 0o755});
	const interview = {
		...interviewOf(scriptedUi([]).ui, {env: {HOME: folder, PATH: folder, ...env}}),
		readings: {...newReadings(), local: async () => local},
	};
	const asked: Asked = {options, source: undefined, repository: flag('ghcr.io/acme/app', '--image'), keepFiles: false};
	return waysToImage(new WizardError('denied', 'no', {code}), asked, interview);
}

it.each(['PUSH_DENIED', 'REGISTRY_LOGIN', 'REGISTRY_DENIED', 'REPOSITORY_MISSING'])(
	'%s: another repository, the cluster on this machine; the error itself has the login',
	async code => {
		expect(await ways(code, {local: kind})).toEqual([
			{command: '--image REF', when: 'to push to another repository'},
			{
				command: '--load',
				when: 'to load it into kind-dev: a kind cluster on this machine, no registry needed',
			},
		]);
	},
);

it('a registry that is down needs no login, and a cluster whose tool is missing cannot be loaded into', async () => {
	const problem = new WizardError('outside', 'kind is not installed', {code: 'TOOL_MISSING'});
	expect(await ways('HTTP_REFUSED', {local: {...kind, problem}})).toEqual([
		{command: '--image REF', when: 'to push to another repository'},
	]);
});

it('instead of a named engine that does not work: those that do', async () => {
	const options: Options = {builder: flag('docker', '--builder')};
	expect(await ways('ENGINE_DOWN', {engines: ['docker', 'podman'], options})).toEqual([
		{command: '--builder podman', when: 'to build with podman, which works here'},
	]);
	expect(await ways('ENGINE_DOWN', {engines: ['docker', 'podman']}), 'all of them were tried').toEqual([]);
	const byHost = {engines: ['docker', 'podman'], env: {DOCKER_HOST: 'unix:///nowhere.sock'}};
	expect(await ways('ENGINE_DOWN', byHost)).toMatchObject([{command: '--builder podman'}]);
});

it('nothing about an error of another kind', async () => expect(await ways('IMAGE_NOT_FOUND')).toEqual([]));
