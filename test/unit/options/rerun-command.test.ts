// The equivalent command line: only what is not a default, quoted so that a shell takes it literally.
import {execFileSync} from 'node:child_process';
import {expect, it} from 'vitest';
import {rerunCommand, resumeCommand} from '../../../src/options/rerun-command.ts';
import {remainingPlanValues} from '../../../src/options/plan-values.ts';
import {quote} from '../../../src/system/text.ts';

it('the rerun command has a flag for each option that was set or asked for', () => {
	expect(
		rerunCommand([
			{name: 'pipeline', value: '__default__', source: 'default'},
			{name: 'python', value: '/x/python', source: 'detected: .venv'},
			{name: 'env', value: 's3', source: 'asked'},
			{name: 'run-name', value: "it's 5 o'clock", source: '--run-name'},
			{name: 'no-upload', value: 'true', source: '--no-upload'},
		]),
	).toBe(`kfp-wizard deploy --yes --env s3 --run-name 'it'\\''s 5 o'\\''clock' --no-upload`);
});

it('names the context that was current, which may be another one by then', () => {
	const values = [{name: 'context', value: 'kind-dev', source: 'detected: current context'}];
	expect([rerunCommand(values), resumeCommand(values)]).toEqual([
		'kfp-wizard deploy --yes --context kind-dev',
		'kfp-wizard deploy --context kind-dev',
	]);
});

it('B15: a shell reads every quoted text as it is', () => {
	for (const text of ['plain', 'two words', '$(id)', "a'b", 'a\nb', '*', '', '-x', 'ü']) {
		const out = execFileSync('sh', ['-c', `printf %s ${quote(text)}`], {encoding: 'utf8'});
		expect(out).toBe(text);
	}
});

it('the rerun command has switches without a value, and a path below home outside of quotes', () => {
	const options = {
		existingSecret: {value: true, source: '--existing-secret'},
		push: {value: false, source: 'KFP_WIZARD_NO_PUSH'},
		ignore: {value: ['a/b', 'c/d'], source: '--ignore'},
		tag: {value: '1.4', source: '--tag'},
		yes: {value: true, source: '--yes'},
		json: {value: true, source: '--json'},
	};
	const shown = [
		{name: 'spec', value: '~/my specs/x.yaml', source: '--spec'},
		{name: 'tag', value: '1.4', source: '--tag'},
	];
	expect(rerunCommand([...shown, ...remainingPlanValues(options, shown)])).toBe(
		`kfp-wizard deploy --yes --spec ~/'my specs/x.yaml' --tag 1.4 --no-push --existing-secret --ignore a/b --ignore c/d`,
	);
});
