// Options that contradict each other, and values that are refused before anything is looked at.
import {chmod, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {withoutConflicts} from '../../../src/options/conflict-pairs.ts';
import {refuseConflicts, refuseInvalidOptions, refuseUnforkable} from '../../../src/options/conflicts.ts';
import type {Options} from '../../../src/options/options.ts';
import {flag, on} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {scratch} from '../../support/scratch.ts';

const off = (name: 'build' | 'push' | 'run' | 'upload', source = `--no-${name}`): Options => ({
	[name]: flag(false, source),
});
const noSecret: Options = {secret: flag(false as const, '--no-secret')};
const file = 'conf/prod/kfp.yml';

describe('contradictions', () => {
	it.each([
		['--no-build and --builder', {...off('build'), builder: flag('docker' as const, '--builder')}],
		['--no-build and --dockerfile', {...off('build'), dockerfile: flag('Dockerfile', '--dockerfile')}],
		['--no-build and --tag', {...off('build'), tag: flag('v1', '--tag')}],
		['--no-secret and --existing-secret', {...noSecret, ...on('existingSecret')}],
		['--no-secret and --aws-profile', {...noSecret, awsProfile: flag('dev', '--aws-profile')}],
		['--no-upload and --experiment', {...off('upload'), experiment: flag('x', '--experiment')}],
		['--no-upload and --run-name', {...off('upload'), runName: flag('x', '--run-name')}],
		['--no-run and --new-run', {...off('run'), ...on('newRun')}],
		['--no-run and --run-name', {...off('run'), runName: flag('x', '--run-name')}],
		['--existing-secret and --aws-profile', {...on('existingSecret'), awsProfile: flag('dev', '--aws-profile')}],
		['--existing-secret and --adopt-secret', on('existingSecret', 'adoptSecret')],
		['--no-push and --load', {...off('push'), ...on('load')}],
		['--no-build and --load', {...off('build'), ...on('load')}],
		['--load and --tag', {...on('load'), tag: flag('v1', '--tag')}],
		['--json and --spec -', {...on('json'), spec: flag('-', '--spec')}],
	] as const)('%s contradict each other', (pair, options) => {
		expect(() => refuseConflicts(options)).toThrow(
			expect.objectContaining({kind: 'usage', code: 'CONTRADICTION', message: `${pair} contradict each other`}),
		);
	});

	it('B63: are named by their sources, which may be variables', () => {
		const options = {...off('run', 'KFP_WIZARD_NO_RUN'), ...on('newRun')};
		expect(() => refuseConflicts(options)).toThrow('KFP_WIZARD_NO_RUN and --new-run contradict each other');
	});

	it('are none of the pairs that only look like it', () => {
		for (const options of [
			{...off('push'), tag: flag('v1', '--tag')},
			{...off('build'), platform: flag('linux/arm64', '--platform')},
			{secret: flag('mine', '--secret'), ...on('existingSecret')},
			{spec: flag('-', '--spec')},
			{},
		])
			expect(() => refuseConflicts(options)).not.toThrow();
	});

	it('include a spec on the stdout that the questions need', () => {
		expect(() => refuseConflicts({spec: flag('-', '--spec')}, true)).toThrow('--spec - and a guided deploy');
	});
});

describe('tasks that are forked', () => {
	const error = (options: Options, platform: NodeJS.Platform) =>
		errorOf((async () => refuseUnforkable(options, platform))());

	it('are none in containers', async () => {
		const {message} = await error({...on('warm'), in: flag('container' as const, '--in')}, 'linux');
		expect(message).toBe('--warm and --in container contradict each other');
	});

	it('are none on Windows', async () => {
		expect(await error(on('warm'), 'win32')).toMatchObject({kind: 'usage', code: 'NO_FORK'});
	});

	it('are possible elsewhere, and nothing is refused that was not asked for', () => {
		expect(() => refuseUnforkable(on('warm'), 'darwin')).not.toThrow();
		expect(() => refuseUnforkable({in: flag('container' as const, '--in')}, 'win32')).not.toThrow();
	});
});

describe('options of kfp.yml that contradict a flag', () => {
	it('are left out, so that the flag counts', () => {
		const lower: Options = {
			dockerfile: flag('Dockerfile', file),
			builder: flag('podman' as const, file),
			experiment: flag('nightly', file),
			existingSecret: flag(true, file),
			image: flag('a/b', file),
		};
		const upper = {...off('build'), ...off('upload'), awsProfile: flag('dev', '--aws-profile')};
		expect(withoutConflicts(lower, upper)).toEqual({image: flag('a/b', file)});
		expect(withoutConflicts({awsProfile: flag('dev', file)}, on('existingSecret'))).toEqual({});
		expect(withoutConflicts({existingSecret: flag(true, file)}, on('adoptSecret'))).toEqual({});
		expect(withoutConflicts({load: flag(true, file)}, off('push'))).toEqual({});
		expect(withoutConflicts({load: flag(true, file)}, {tag: flag('v1', '--tag')})).toEqual({});
	});

	it('that turn something off are left out where a flag needs it', () => {
		const lower: Options = {secret: flag(false as const, file)};
		expect(withoutConflicts(lower, on('existingSecret'))).toEqual({});
		expect(withoutConflicts(lower, {awsProfile: flag('dev', '--aws-profile')})).toEqual({});
		expect(withoutConflicts(lower, {image: flag('a/b', '--image')})).toEqual(lower);
	});

	it('are judged among themselves as well: one Secret is used as it is, or none, not both', () => {
		const lower: Options = {
			secret: flag(false as const, file),
			awsProfile: flag('dev', file),
			existingSecret: flag(true, file),
		};
		expect(withoutConflicts(lower, {})).toEqual({secret: flag(false, file)});
		const {secret: _, ...both} = lower;
		expect(withoutConflicts(both, {})).toEqual({existingSecret: flag(true, file)});
	});

	it('never leave a contradiction with any flag', () => {
		const lower: Options = {
			secret: flag(false as const, file),
			dockerfile: flag('Dockerfile', file),
			experiment: flag('nightly', file),
			runName: flag('x', file),
		};
		for (const upper of [
			{},
			off('build'),
			off('upload'),
			off('run'),
			on('existingSecret'),
			on('adoptSecret'),
			{awsProfile: flag('dev', '--aws-profile')},
			{secret: flag('mine', '--secret')},
			noSecret,
		])
			expect(() => refuseConflicts({...withoutConflicts(lower, upper), ...upper}), JSON.stringify(upper)).not.toThrow();
	});
});

describe('invalid values', () => {
	it.each([
		['--host', {host: flag('ftp://x', '--host')}],
		['KFP_WIZARD_IMAGE', {image: flag('UPPER/case', 'KFP_WIZARD_IMAGE')}],
		['--namespace', {namespace: flag('Team A', '--namespace')}],
		[file, {namespace: flag('Team A', file)}],
		['--tag', {tag: flag('a tag', '--tag')}],
		['--secret', {secret: flag('My_Secret', '--secret')}],
		['--group-by', {groupBy: flag('nodes', '--group-by')}],
	] as const)('of %s are refused with their source', async (source, options) => {
		expect(await errorOf(refuseInvalidOptions(options))).toMatchObject({
			kind: 'usage',
			code: 'BAD_VALUE',
			message: expect.stringMatching(new RegExp(`^${source.replaceAll('.', '\\.')}: `)),
		});
	});

	it('B20: are the namespaces of Kubernetes itself, and those that no cluster can have', async () => {
		const refusalOf = async (name: string) =>
			(await errorOf(refuseInvalidOptions({namespace: flag(name, '--namespace')}))).message;
		for (const name of ['kube-system', 'kube-public', 'kube-node-lease'])
			expect(await refusalOf(name)).toContain(`${name} belongs to Kubernetes itself`);
		for (const name of ['', 'Kube_System', 'a'.repeat(64), '-a'])
			expect(await refusalOf(name)).toContain('is not a valid namespace');
		await refuseInvalidOptions({namespace: flag('default', '--namespace')});
	});

	it('of lists are refused as well', async () => {
		expect(await errorOf(refuseInvalidOptions({envVar: flag(['1A'], '--env-var')}))).toMatchObject({code: 'BAD_VALUE'});
		expect(await errorOf(refuseInvalidOptions({param: flag(['alpha'], '--param')}))).toMatchObject({code: 'BAD_VALUE'});
		expect(await errorOf(refuseInvalidOptions({exposeParam: flag(['db.password'], '--expose-param')}))).toMatchObject({
			code: 'SECRET_VALUE',
		});
	});

	it('are not looked for in what is turned off', async () => {
		await refuseInvalidOptions({...noSecret, ...off('build')});
	});

	it('include a certificate that cannot be read', async () => {
		const path = join(await scratch(), 'ca.pem');
		expect(await errorOf(refuseInvalidOptions({caFile: flag(path, '--ca-file')}))).toMatchObject({
			message: `--ca-file: ${path} cannot be read`,
		});
		await writeFile(path, '');
		await chmod(path, 0o644);
		await refuseInvalidOptions({caFile: flag(path, '--ca-file')});
	});
});
