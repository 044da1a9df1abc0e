// The first half of a deploy: in which order it is planned, and what it says of the cluster that it does not use.
import {expect, it} from 'vitest';
import {choose, select} from '../../../src/deploy/choose.ts';
import type {Options} from '../../../src/options/options.ts';
import {flag, interviewOf, on} from '../../support/deploy-parts.ts';
import {implied} from '../../support/facts.ts';
import {errorOf} from '../../support/error-of.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {standInProject} from '../../support/stand-in-project.ts';

const alone: Options = {
	...on('yes'),
	env: flag('s3', '--env'),
	image: flag('ghcr.io/acme/demo:1', '--image'),
	build: flag(false, '--no-build'),
	push: flag(false, '--no-push'),
	upload: flag(false, '--no-upload'),
};
const env = {AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_CONFIG_FILE: '/nowhere'};

it('the steps are planned in the order of the deploy, and the plan is reported last', async () => {
	const {root, python} = await standInProject();
	const {ui, reported, headers} = unattendedUi();
	const chosen = await choose(interviewOf(ui, {cwd: root, env}), {...alone, python: flag(python, '--python')});
	const active = reported.flatMap(event => (event.event === 'step' && event.state === 'active' ? [event.step] : []));
	expect([...new Set(active)]).toEqual([
		'project',
		'pipeline',
		'checks',
		'image',
		'secret',
		'spec',
		'upload',
		'run',
		'schedule',
		'rehearsal',
	]);
	expect(reported.at(-1)).toMatchObject({event: 'plan', dryRun: false, ...chosen.plan});
	expect(headers.at(-1)?.about).toMatch(/^Demo · Kedro/);
	expect(chosen.connection).toBeUndefined();
});

it('a deploy that stops before the cluster lists what one would add, and why it stops', async () => {
	const {root, python} = await standInProject();
	const {plans} = await choose(interviewOf(unattendedUi().ui, {cwd: root, env}), {
		...alone,
		python: flag(python, '--python'),
	});
	expect(plans.upload).toMatchObject({
		do: 'skip',
		reason: '--no-upload',
		outcome: {
			missing: [
				'the Secret aws-secrets with its keys',
				'the pipeline demo-s3 with this version',
				'a run of its 2 tasks',
			],
		},
	});
	expect(plans.run).toMatchObject({do: 'skip', reason: '--no-upload'});
	expect(plans.image).toMatchObject({do: 'use'});
});

it('what the image is made from is read without the spec and the kfp.yml files', async () => {
	const files = {
		'demo.yaml': '# Written by kfp-wizard\n',
		'conf/s3/kfp.yml': 'experiment: x\n',
		'conf/s3/catalog.yml': '',
	};
	const {root, python} = await standInProject({}, files);
	const {build: _, ...withBuild} = alone;
	const {source} = await select(interviewOf(unattendedUi().ui, {cwd: root}), {
		...withBuild,
		python: flag(python, '--python'),
	});
	const paths = source?.context.files.map(({path}) => path) ?? [];
	expect(paths).toContain('conf/s3/catalog.yml');
	expect(paths).not.toContain('demo.yaml');
	expect(paths).not.toContain('conf/s3/kfp.yml');
});

it('required options are missing only after kfp.yml was read', async () => {
	const {root, python} = await standInProject();
	const {image: _, ...withoutImage} = alone;
	const options = {...withoutImage, python: flag(python, '--python')};
	expect(await errorOf(select(interviewOf(unattendedUi().ui, {cwd: root}), options))).toMatchObject({
		code: 'MISSING_ANSWER',
		message: 'Missing required options (not interactive): --image REF',
	});
});

/** Nothing listens there. */
const {upload: _, ...withCluster} = {
	...alone,
	host: flag('http://127.0.0.1:1', '--host'),
	secret: flag(false as const, '--no-secret'),
};

it('the cluster is asked as soon as it is known what is deployed: before the files of the image are read', async () => {
	const {root, python} = await standInProject();
	const {build: _, ...options} = {...withCluster, python: flag(python, '--python')};
	const order: string[] = [];
	const interview = interviewOf(unattendedUi().ui, {cwd: root, env});
	const {readings} = interview;
	const image: typeof readings.image = (of, read) => {
		order.push('image');
		return readings.image(of, read);
	};
	await select({...interview, readings: {...readings, image}}, options, ({selection}) =>
		order.push(selection.pipeline.name),
	);
	expect(order).toEqual(['__default__', 'image']);
	expect(await errorOf(choose(interview, {...withCluster, python: flag(python, '--python')}))).toMatchObject({
		code: 'HTTP_REFUSED',
	});
});

it('what is wrong in the project is reported, not what is wrong with the cluster, which is asked meanwhile', async () => {
	const {root, python} = await standInProject({project: {datasets: [implied('trips')]}});
	const {ui, reported} = unattendedUi();
	const options = {...withCluster, python: flag(python, '--python')};
	expect(await errorOf(choose(interviewOf(ui, {cwd: root, env}), options))).toMatchObject({kind: 'project'});
	expect(reported.filter(event => 'step' in event && event.step === 'secret')).toEqual([]);
});
