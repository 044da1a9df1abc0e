// Two projects of one name on one cluster: neither changes what the other has, and a clone is the same project.
import {cp} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {bed} from '../bed/bed.ts';
import {describeWith} from '../bed/part.ts';
import {openWorld, type Ran, type World} from './world.ts';

describeWith(await bed.python('kedro-1'), 'two projects of one name', python => {
	let world: World;
	beforeAll(async () => {
		world = await openWorld(python, undefined);
	});
	afterAll(() => world.close());

	/** What is on the cluster. */
	const everything = (): string => JSON.stringify([world.kfp.state(), world.kubernetes.secrets()]);
	const run = (project: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
		world.run([...args, '--project', project, '--host', world.kfp.url, '--yes', '--json'], env);
	const deploy = (project: string, more: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
		run(project, ['deploy', '--env', 's3', '--image', 'registry.test/x/y:1', '--no-build', '--no-push', ...more], env);
	const planOf = (ran: Ran): unknown => ran.events().find(({event}) => event === 'plan');

	it(
		'the second is stopped before any change, its teardown leaves what the first has; a clone continues it',
		{timeout: 180_000},
		async () => {
			expect((await deploy(world.project)).exitCode).toBe(0);
			const before = everything();
			const second = join(world.folder, 'second');
			await cp(world.project, second, {recursive: true, filter: path => !path.endsWith('.git')});
			const stopped = await deploy(second, ['--existing-secret']);
			expect(stopped.exitCode).toBe(2);
			expect(stopped.result()).toMatchObject({
				error: {
					code: 'PIPELINE_NOT_OURS',
					changed: [],
					detail: expect.stringContaining('since it is not in a git repository') as string,
					next: [
						{command: '--kfp-name bike-share-s3-2'},
						{command: expect.stringMatching(/ --project-id git-[0-9a-f]{12} /) as string},
						{command: '--adopt-pipeline NAME'},
					],
				},
			});
			const torn = await run(second, ['teardown', '--all']);
			expect(torn.result()).toMatchObject({
				removed: ['spec/bike-share.yaml'],
				kept: [{name: 'secret/aws-secrets'}, {name: 'pipeline/bike-share-s3'}],
			});
			expect(everything()).toBe(before);

			const clone = join(world.folder, 'clone');
			await world.git('clone', '--quiet', world.project, clone);
			const planned = await deploy(clone, ['--dry-run'], {AWS_ACCESS_KEY_ID: 'AKIAQ7OTHERPERSONAB1'});
			expect(planOf(planned)).toMatchObject({
				changes: [
					{what: 'image'},
					{
						action: 'update',
						what: 'secret',
						detail: expect.stringMatching(/^AWS_ACCESS_KEY_ID …5TST → …NAB1; /) as string,
					},
					{what: 'spec'},
					{action: 'keep', what: 'version'},
					{what: 'run'},
				],
			});
			expect(everything()).toBe(before);
		},
	);
});
