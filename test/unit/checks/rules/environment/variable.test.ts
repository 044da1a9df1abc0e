// Variables that only this machine has.
import {describe, expect, it} from 'vitest';
import type {Variable} from '../../../../../src/schema/project.ts';
import {found} from '../../../../support/facts.ts';
import {variable} from '../../../../support/variable.ts';

describe('environment/variable', () => {
	const of = (...variables: Variable[]) => found('environment/variable', {project: {variables}});

	it('is an error where Kedro cannot read the project without the variable', () => {
		expect(of(variable('SHOP_BUCKET'))).toMatchObject([
			{
				severity: 'error',
				message: 'SHOP_BUCKET is set in this shell, and tasks do not have it: Kedro cannot read the project in a task',
				file: 'src/demo/settings.py',
				line: 4,
				fix: {
					title: 'Set SHOP_BUCKET: shop under env_vars in conf/s3/kfp.yml, or use --env-var SHOP_BUCKET=VALUE',
				},
			},
		]);
	});

	it('is a warning where the project has other content', () => {
		expect(of(variable('REGION', {effect: 'differs'}))).toMatchObject([{severity: 'warning'}]);
		expect(of(variable('AWS_REGION', {effect: 'unknown'}))).toEqual([]);
	});

	it('never repeats a value that may be a secret', () => {
		expect(of(variable('DB_PASSWORD', {value: null}))[0]?.fix?.title).toContain(
			'{name: SECRET, env_vars: {DB_PASSWORD: KEY}}',
		);
	});

	it('names the .env file', () => {
		const [finding] = of(variable('SHOP_BUCKET', {from: '.env', value: null}));
		expect(finding?.message).toMatch(/^SHOP_BUCKET comes from \.env, which is not for the image/);
		expect(finding?.fix?.title).toContain('--env-var SHOP_BUCKET=VALUE');
	});
});
