// The next command of errors that name none.
import {expect, it} from 'vitest';
import {endOf, withNext} from '../../../src/cli/with-next.ts';
import {type ErrorKind, exitCodes, WizardError} from '../../../src/system/errors.ts';

const failed = (kind: ErrorKind, next: readonly {command: string}[] = []) =>
	new WizardError(kind, 'It failed', {code: 'X', detail: 'why', changed: ['a file'], next});

it('an error with a next command keeps it', () => {
	const error = failed('project', [{command: 'pip install kedro'}]);
	expect(withNext(error, 'check').next).toEqual(error.next);
});

it('any other error gets one for its kind, which is not the command that failed', () => {
	const commands = (Object.keys(exitCodes) as ErrorKind[]).map(kind => [
		kind,
		...(['deploy', 'check', 'doctor'] as const).map(name => withNext(failed(kind), name).next[0]?.command),
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
	expect(withNext(failed('outside'), 'deploy')).toMatchObject({
		kind: 'outside',
		code: 'X',
		detail: 'why',
		changed: ['a file'],
	});
});

it('a command that failed is shown with its arguments where it is run again', () => {
	expect(withNext(failed('failed'), 'status', ["it's"]).next[0]?.command).toBe(
		`kfp-wizard status 'it'\\''s' --verbose`,
	);
});

it('what the user stopped or declined is started again as it was typed', () => {
	const typed = {command: 'teardown', args: [], argv: ['teardown', '--env', "it's"]} as const;
	const again = [{command: `kfp-wizard teardown --env 'it'\\''s'`, when: 'to start again'}];
	expect(endOf(failed('declined'), {...typed, isStopped: false})).toMatchObject({kind: 'declined', next: again});
	expect(endOf(failed('cancelled'), {...typed, isStopped: false})).toMatchObject({kind: 'cancelled', next: again});
	expect(endOf(new TypeError('x'), {...typed, isStopped: true})).toMatchObject({kind: 'cancelled', next: again});
	expect(endOf(failed('run'), {...typed, isStopped: false}).next).toEqual(withNext(failed('run'), 'teardown').next);
});

it('what may pass by itself is tried again as it was typed, unless that may have a secret or starts a run twice', () => {
	const lost = (more: object = {}) => new WizardError('outside', 'lost', {code: 'HTTP_LOST', ...more});
	const first = (error: WizardError, ...argv: readonly string[]) =>
		endOf(error, {command: 'run', args: [], argv: ['run', ...argv], isStopped: false}).next[0]?.command;
	expect(first(lost(), '--run-name', "it's")).toBe(`kfp-wizard run --run-name 'it'\\''s'`);
	expect(first(lost(), '--param', 'db_password=x')).toBe('kfp-wizard doctor');
	expect(first(lost({changed: ['a run']}))).toBe('kfp-wizard doctor');
	expect(first(lost({outcome: {run: {id: 'x', name: 'x', url: '', started: true}}}))).toBe('kfp-wizard doctor');
	expect(first(lost({next: [{command: 'kfp-wizard status x'}]}))).toBe('kfp-wizard status x');
});
