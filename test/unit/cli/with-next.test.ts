// The next command of errors that name none.
import {expect, it} from 'vitest';
import {withNext} from '../../../src/cli/with-next.ts';
import type {Options} from '../../../src/options/options.ts';
import {type ErrorKind, exitCodes, WizardError} from '../../../src/system/errors.ts';
import {flag} from '../../support/deploy-parts.ts';

const failed = (kind: ErrorKind, next: readonly {command: string}[] = []) =>
	new WizardError(kind, 'It failed', {code: 'X', detail: 'why', changed: ['a file'], next});

it('an error with a next command keeps it', () => {
	const error = failed('project', [{command: 'pip install kedro'}]);
	expect(withNext(error, 'check', {}).next).toEqual(error.next);
});

it('any other error gets one for its kind, which is not the command that failed', () => {
	const commands = (Object.keys(exitCodes) as ErrorKind[]).map(kind => [
		kind,
		...(['deploy', 'check', 'doctor'] as const).map(name => withNext(failed(kind), name, {}).next[0]?.command),
	]);
	expect(commands).toEqual([
		['declined', undefined, undefined, undefined],
		['failed', 'kfp-wizard deploy --verbose', 'kfp-wizard check --verbose', 'kfp-wizard doctor --verbose'],
		['usage', 'kfp-wizard deploy --help', 'kfp-wizard check --help', 'kfp-wizard doctor --help'],
		['project', 'kfp-wizard check', 'kfp-wizard check --verbose', 'kfp-wizard check'],
		['denied', 'kfp-wizard doctor', 'kfp-wizard doctor', 'kfp-wizard doctor --verbose'],
		['outside', 'kfp-wizard doctor', 'kfp-wizard doctor', 'kfp-wizard doctor --verbose'],
		['run', 'kfp-wizard status', 'kfp-wizard status', 'kfp-wizard status'],
		['cancelled', undefined, undefined, undefined],
	]);
	expect(withNext(failed('outside'), 'deploy', {})).toMatchObject({
		kind: 'outside',
		code: 'X',
		detail: 'why',
		changed: ['a file'],
	});
});

it('the next command is about the same project, pipeline and server, where flags said which', () => {
	const options: Options = {
		env: flag('prod', '--env'),
		host: flag('http://localhost:8080', '--host'),
		namespace: flag('team a', '--namespace'),
		context: flag('kind-dev', 'KFP_WIZARD_CONTEXT'),
	};
	const next = (command: string) => withNext(failed('outside', [{command}]), 'logs', options).next[0]?.command;
	expect(next('kfp-wizard status')).toBe(
		"kfp-wizard status --env prod --host http://localhost:8080 --namespace 'team a'",
	);
	expect(next('kfp-wizard doctor --host URL')).toBe("kfp-wizard doctor --host URL --env prod --namespace 'team a'");
	expect(next('kfp-wizard check')).toBe('kfp-wizard check --env prod');
	expect(next('kfp-wizard deploy --help')).toBe('kfp-wizard deploy --help');
	expect(next('kubectl get pods')).toBe('kubectl get pods');
	expect(next('--image REF')).toBe('--image REF');
});
