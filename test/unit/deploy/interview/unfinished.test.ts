// The answers of an unfinished deploy on disk: for this user only, without secrets, and never a reason to fail.
import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {
	fits,
	givenOptions,
	missingOptions,
	type Unfinished,
	unfinishedStore,
} from '../../../../src/deploy/interview/unfinished.ts';
import {Sensitive} from '../../../../src/system/secrets.ts';
import {flag} from '../../../support/deploy-parts.ts';
import {scratch} from '../../../support/scratch.ts';

const time = '2026-11-23T14:02:00.000Z';
const answer = (name: string, value: string): Unfinished['answers'][number] => ({
	name,
	kind: 'text',
	value,
	settled: true,
});

describe('the store', () => {
	const stored = async () => {
		const cache = await scratch();
		const store = unfinishedStore('/home/kim/tide', {XDG_CACHE_HOME: cache});
		const file = async (): Promise<string> => {
			const folder = join(cache, 'kfp-wizard', 'unfinished');
			return join(folder, (await readdir(folder))[0] ?? '');
		};
		return {cache, store, file};
	};

	it('keeps the answers for this user alone, until they are forgotten', async () => {
		const {store, file} = await stored();
		expect(await store.read()).toBeUndefined();
		await store.write({
			time,
			options: {upload: false},
			answers: [answer('env', 'prod')],
			uploads: ['aws s3 sync a s3://b'],
		});
		expect((await stat(await file())).mode & 0o777).toBe(0o600);
		expect(await store.read()).toEqual({
			root: '/home/kim/tide',
			time,
			options: {upload: false},
			answers: [answer('env', 'prod')],
			uploads: ['aws s3 sync a s3://b'],
		});
		await store.forget();
		expect(await store.read()).toBeUndefined();
		await store.forget();
	});

	it('keeps no text that has a secret in it', async () => {
		const {store, file} = await stored();
		const secret = 'hunter2-of-the-registry';
		new Sensitive(secret);
		await store.write({
			time,
			options: {param: ['rate=1', `token=${secret}`], experiment: 'x'},
			answers: [answer('image', `ghcr.io/${secret}`), answer('env', 'prod')],
			uploads: [],
		});
		expect(await readFile(await file(), 'utf8')).not.toContain('hunter2');
		expect(await store.read()).toMatchObject({options: {experiment: 'x'}, answers: [{name: 'env'}]});
	});

	it.each(['', '{', '[]', '{"root":"/home/kim/tide"}', 'null'])(
		'F33: is empty where its file is broken: %s',
		async text => {
			const {store, file} = await stored();
			await store.write({time, options: {}, answers: [], uploads: []});
			await writeFile(await file(), text);
			expect(await store.read()).toBeUndefined();
		},
	);

	it('B64: does without a cache that cannot be written', async () => {
		const {cache, store} = await stored();
		await mkdir(join(cache, 'kfp-wizard'));
		await writeFile(join(cache, 'kfp-wizard', 'unfinished'), '');
		await store.write({time, options: {}, answers: [], uploads: []});
		expect(await store.read()).toBeUndefined();
		await store.forget();
	});
});

describe('what is set now', () => {
	const left: Unfinished = {
		root: '/x',
		time,
		options: {upload: false, param: ['a=1'], experiment: 'x'},
		answers: [answer('env', 'prod')],
		uploads: [],
	};

	it('fits where it is the same as then, or was not said', () => {
		expect(fits(left, {})).toBe(true);
		expect(fits(left, {env: flag('prod', '--env'), param: flag(['a=1'], '--param')})).toBe(true);
		expect(fits(left, {env: flag('s3', '--env')})).toBe(false);
		expect(fits(left, {param: flag(['a=2'], '--param')})).toBe(false);
		expect(fits(left, {image: flag('x', '--image')})).toBe(false);
		expect(fits(left, {env: flag('s3', 'KFP_WIZARD_ENV'), plain: flag(true, '--plain')})).toBe(true);
	});

	it('is completed by the options then; a value of another type is left out', () => {
		expect(missingOptions(left, {experiment: flag('y', '--experiment')})).toEqual({upload: false, param: ['a=1']});
		expect(missingOptions({...left, options: {upload: 'no', format: 'pdf', image: 5}}, {})).toEqual({});
	});

	it('is kept as far as flags and answers set it', () => {
		expect(
			givenOptions({
				env: flag('prod', '--env'),
				image: flag('x', 'KFP_WIZARD_IMAGE'),
				secret: flag('y', 'conf/prod/kfp.yml'),
				experiment: flag('z', 'asked'),
				verbose: flag(true, '--verbose'),
			}),
		).toEqual({env: 'prod', experiment: 'z'});
	});
});
