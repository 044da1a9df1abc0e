// Where the image goes: the questions with and without a cluster on this machine, and what is refused without questions.
import {expect, it} from 'vitest';
import {newReadings} from '../../../../../src/deploy/interview/readings.ts';
import type {LocalTarget} from '../../../../../src/deploy/reach/local-cluster.ts';
import {askDestination, refuseWithoutRegistry} from '../../../../../src/deploy/steps/image/destination.ts';
import {toolMissing} from '../../../../../src/kubernetes/local/commands.ts';
import {recogniseLocal} from '../../../../../src/kubernetes/local/recognise.ts';
import {readNodes} from '../../../../../src/kubernetes/nodes.ts';
import type {Options} from '../../../../../src/options/options.ts';
import {flag, interviewOf, sourceOf} from '../../../../support/deploy-parts.ts';
import {errorOf} from '../../../../support/error-of.ts';
import {localNodes} from '../../../../support/local-nodes.ts';
import {nodesCluster} from '../../../../support/nodes-cluster.ts';
import {scratch} from '../../../../support/scratch.ts';
import {type Line, scriptedUi} from '../../../../support/scripted-ui.ts';

async function targetOf(isInstalled = true): Promise<LocalTarget> {
	const kube = nodesCluster(localNodes.kind, {registry: 'host: localhost:5001\n'});
	const cluster = recogniseLocal(kube, await readNodes(kube));
	if (cluster === undefined) throw new Error('not recognised');
	return {cluster, kube, problem: isInstalled ? undefined : await toolMissing('kind', cluster)};
}

async function asked(script: readonly Line[], options: Options, local?: LocalTarget) {
	const root = await scratch();
	const scripted = scriptedUi(script);
	const interview = {
		...interviewOf(scripted.ui, {env: {HOME: root, PATH: ''}}),
		readings: {...newReadings(), local: async () => local},
	};
	const needs = {options, source: await sourceOf(root), project: {root, name: 'Bike Share'}};
	const destination = await askDestination(needs, interview);
	expect(scripted.left()).toEqual([]);
	return {destination, questions: scripted.asked};
}

const labels = (question: unknown): readonly unknown[] =>
	(question as {choices: readonly {label: string; value: string}[]}).choices.map(({label, value}) => label ?? value);

it('a cluster on this machine: loading comes first, and is the default', async () => {
	const local = await targetOf();
	const {destination, questions} = await asked([['destination', 'load']], {}, local);
	expect(questions[0]).toMatchObject({message: 'Where should the image go?', initial: 'load'});
	expect(labels(questions[0])).toEqual(['Load into kind-dev (no registry needed)', 'Push to a registry']);
	expect(destination).toEqual({
		repository: {value: 'bike-share', source: 'detected: the name of the project'},
		load: {target: local, source: 'asked'},
	});
});

it('its own registry is suggested where the image is pushed all the same', async () => {
	const {destination, questions} = await asked(
		[
			['destination', 'push'],
			['image', 'localhost:5001/bike-share'],
		],
		{},
		await targetOf(),
	);
	expect(questions[1]).toMatchObject({
		suggested: 'localhost:5001/bike-share',
		help: expect.stringContaining('it is the registry of kind-dev'),
	});
	expect(destination).toEqual({repository: {value: 'localhost:5001/bike-share', source: 'asked'}});
});

it('without its program the image cannot be loaded, and the reason is shown', async () => {
	const script: readonly Line[] = [
		['destination', 'push'],
		['image', 'ghcr.io/acme/x'],
	];
	const {questions} = await asked(script, {}, await targetOf(false));
	expect(questions[0]).toMatchObject({
		initial: 'push',
		choices: [{disabled: expect.stringContaining('kind is not installed')}, {}],
	});
});

it.each(['bike-share', 'team/app'])('%s is not sent to Docker Hub without a word', async name => {
	const hub = `docker.io/${name.includes('/') ? '' : 'library/'}${name}`;
	const {destination, questions} = await asked([['registry', hub]], {image: flag(name, '--image')});
	expect(questions[0]?.message).toBe(`${name} names no registry. Where should the image go?`);
	expect(labels(questions[0])).toEqual([hub, 'Push to another registry']);
	expect(destination).toEqual({repository: {value: hub, source: 'asked'}});
});

it('B30: a name without a registry is loaded under that name, or another one is entered', async () => {
	const image = {image: flag('team/app', '--image')};
	const local = await targetOf();
	expect((await asked([['registry', 'load']], image, local)).destination).toEqual({
		repository: image.image,
		load: {target: local, source: 'asked'},
	});
	const other: readonly Line[] = [
		['registry', 'other'],
		['registry-image', 'ghcr.io/acme/app'],
	];
	const {destination, questions} = await asked(other, image);
	expect(destination.repository.value).toBe('ghcr.io/acme/app');
	const [, question] = questions;
	expect(question?.kind === 'text' && question.validate?.('team/app')).toContain('team/app names no registry');
});

it('a named registry, and an image that is not pushed, are not asked about', async () => {
	for (const [name, more] of [
		['ghcr.io/acme/x', {}],
		['docker.io/team/app', {}],
		['localhost:5000/x', {}],
		['bike-share', {push: flag(false, '--no-push')}],
	] as const) {
		const options: Options = {image: flag(name, '--image'), ...more};
		expect((await asked([], options, await targetOf())).destination).toEqual({repository: options.image});
	}
});

it('B30: without questions a name without a registry is an error with its full form', async () => {
	const error = await errorOf(
		Promise.resolve().then(() => refuseWithoutRegistry({image: flag('team/app', '--image')})),
	);
	expect(error).toMatchObject({
		kind: 'usage',
		code: 'REGISTRY_NOT_NAMED',
		detail: 'Docker would push it to docker.io/team/app.',
	});
	expect(error.next.map(({command}) => command)).toEqual([
		'--image docker.io/team/app',
		'--image REF',
		'--load',
		'--no-push',
	]);
	const bare: Options = {image: flag('app', 'conf/base/kfp.yml')};
	for (const more of [
		{load: flag(true, '--load')},
		{push: flag(false, '--no-push')},
		{build: flag(false, '--no-build')},
	])
		expect(() => refuseWithoutRegistry({...bare, ...more})).not.toThrow();
	expect(() => refuseWithoutRegistry({image: flag('docker.io/app', '--image')})).not.toThrow();
});
