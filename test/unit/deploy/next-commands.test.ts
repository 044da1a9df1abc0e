// The commands after a deploy: they find what this deploy created, whatever its options were.
import {describe, expect, it} from 'vitest';
import {parse} from '../../../src/cli/parse.ts';
import {nextCommands} from '../../../src/deploy/next-commands.ts';
import type {Chosen} from '../../../src/deploy/plan.ts';
import type {Options} from '../../../src/options/options.ts';
import {chosenOf, connectionTo, flag, selectionOf} from '../../support/deploy-parts.ts';

const host = new URL('http://localhost:8080');
const connection = connectionTo({host}, {host: flag('http://localhost:8080', '--host')});
const commandsOf = (chosen: Chosen): readonly string[] => nextCommands(chosen).map(({command}) => command);
const teardownOf = (given: Parameters<typeof chosenOf>[0]): string => commandsOf(chosenOf(given)).at(-1) ?? '';

describe('the next commands', () => {
	it('are a rehearsal of the spec and its removal where no cluster was used', () => {
		expect(nextCommands(chosenOf())).toEqual([
			{command: 'kfp-wizard rehearse /home/ada/demo/demo.yaml', when: 'to run the spec on this machine'},
			{command: 'kfp-wizard teardown', when: 'to remove the spec'},
		]);
	});

	it('have no rehearsal after one, nor for a spec that went to stdout', () => {
		const {plans} = chosenOf();
		const rehearsal = {...plans.rehearsal, do: 'rehearse', where: 'process', needs: {}} as never;
		expect(commandsOf(chosenOf({plans: {rehearsal}}))).toEqual(['kfp-wizard teardown']);
		const spec = {...plans.spec, to: {is: 'stdout'}} as const;
		const options: Options = {spec: flag('-', '--spec')};
		expect(commandsOf(chosenOf({plans: {spec}, options, connection}))).toEqual([
			'kfp-wizard teardown --env s3 --host http://localhost:8080',
		]);
		expect(commandsOf(chosenOf({plans: {spec}, options})), 'there is nothing to remove').toEqual([]);
	});

	it('name the project, the interpreter and the spec where options named them', () => {
		const options: Options = {
			project: flag('my demo', '--project'),
			python: flag('/opt/python', '--python'),
			spec: flag('out.yaml', '--spec'),
		};
		expect(commandsOf(chosenOf({options}))).toEqual([
			"kfp-wizard rehearse /home/ada/demo/demo.yaml --project 'my demo' --python /opt/python",
			"kfp-wizard teardown --project 'my demo' --spec out.yaml",
		]);
	});

	it('have a schedule after an upload', () => {
		const upload = {do: 'upload'} as never;
		expect(commandsOf(chosenOf({connection, plans: {upload}}))).toContain(
			'kfp-wizard run --schedule @daily --env s3 --host http://localhost:8080',
		);
	});

	it('name the environment, and the pipeline unless it is the default one', () => {
		expect(teardownOf({connection})).toBe('kfp-wizard teardown --env s3 --host http://localhost:8080');
		const selection = selectionOf({pipeline: 'train'});
		expect(teardownOf({connection, selection})).toContain('--env s3 --pipeline train --host');
		const options: Options = {kfpName: flag('nightly', 'conf/s3/kfp.yml')};
		expect(teardownOf({connection, selection, options})).toBe(
			'kfp-wizard teardown --kfp-name nightly --host http://localhost:8080',
		);
	});

	it('name the id of the project, unless kfp.yml has it', () => {
		const given = (source: string): Options => ({projectId: flag('churn-north', source)});
		expect(teardownOf({connection, options: given('asked')})).toBe(
			'kfp-wizard teardown --env s3 --project-id churn-north --host http://localhost:8080',
		);
		expect(teardownOf({connection, options: given('conf/base/kfp.yml')})).not.toContain('churn-north');
	});

	it('name context, namespace and Secret where they are not the default', () => {
		const away = connectionTo(
			{host},
			{
				host: flag('http://localhost:8080', 'asked'),
				context: flag('prod eu', 'asked'),
				namespace: flag('team-a', 'conf/s3/kfp.yml'),
			},
		);
		const options: Options = {secret: flag('team-keys', '--secret')};
		expect(teardownOf({connection: away, options})).toBe(
			"kfp-wizard teardown --env s3 --host http://localhost:8080 --context 'prod eu' --namespace team-a --secret team-keys",
		);
		const current = connectionTo({host}, {context: flag('kind-dev', 'detected: current context')});
		expect(teardownOf({connection: current, options: {secret: flag(false as const, '--no-secret')}})).not.toMatch(
			/--context|--secret/,
		);
	});

	it('name the certificate authority without which the host cannot be reached', () => {
		const options: Options = {caFile: flag('corp ca.pem', 'KFP_WIZARD_CA_FILE')};
		expect(teardownOf({connection, options})).toBe(
			"kfp-wizard teardown --env s3 --host http://localhost:8080 --ca-file 'corp ca.pem'",
		);
	});

	it('suggest no schedule where the pipeline has one', () => {
		const {plans} = chosenOf();
		const upload = {do: 'upload'} as never;
		const withSchedule = (isScheduled: boolean): string =>
			commandsOf(chosenOf({connection, plans: {upload, schedule: {...plans.schedule, isScheduled}}})).join();
		expect(withSchedule(false)).toContain('--schedule');
		expect(withSchedule(true)).not.toContain('--schedule');
	});

	it('are valid commands', () => {
		const options: Options = {spec: flag('out.yaml', '--spec'), project: flag('demo', '--project')};
		for (const command of commandsOf(chosenOf({connection, options}))) {
			const argv = command.split(' ').slice(1);
			expect(parse(argv, {}, 'x').command.name).toBe(argv[0]);
		}
	});
});
