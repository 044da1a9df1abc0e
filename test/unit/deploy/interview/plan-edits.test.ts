// How rows of the plan are changed in place: which have a question, what it offers, and which options its answer sets.
import {describe, expect, it} from 'vitest';
import {planEdits} from '../../../../src/deploy/interview/plan-edits.ts';
import {optionNames, specOf} from '../../../../src/options/options.ts';
import {rowName} from '../../../../src/options/names.ts';
import type {PlanValue} from '../../../../src/schema/plan.ts';
import {testContext} from '../../../support/context.ts';
import {chosenOf, selectionOf} from '../../../support/deploy-parts.ts';
import {exampleOf} from '../../../support/option-values.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';
import {withKubectl} from '../../../support/stand-in-kubectl.ts';

const row = (name: string, value: string, source = 'asked'): PlanValue => ({name, value, source});

async function edits(values: readonly PlanValue[], env: Readonly<Record<string, string>> = {}) {
	const selection = selectionOf({project: {environments: ['base', 'local', 's3']}});
	const chosen = {...chosenOf({selection}), plan: {changes: [], values: [...values]}};
	return planEdits(chosen, testContext(unattendedUi().ui, {env, cwd: '/home/ada/demo'}));
}

describe('a row of the plan', () => {
	it('can be changed where its option says how, for every option of the catalogue', async () => {
		const env = await withKubectl(['kind-dev', 'example-1'], 'kind-dev');
		const rows = optionNames.map(name => row(rowName(name), exampleOf(name) ?? 'true', '--x'));
		const {questions} = await edits(rows, env);
		const changeable = optionNames.filter(name => specOf(name).edit !== undefined);
		expect(Object.keys(questions).sort()).toEqual(changeable.map(rowName).sort());
		for (const name of changeable) {
			const question = questions[rowName(name)];
			const expected = specOf(name).edit === 'switch off' ? ['confirm'] : ['select', 'text'];
			expect(expected, name).toContain(question?.kind);
			expect(question?.name).toBe(rowName(name));
			// The plan shows a tidy path of the spec, and the question the one that the user would type.
			if (name !== 'spec')
				expect(question?.initial).toBe(specOf(name).edit === 'switch off' ? true : (exampleOf(name) ?? true));
		}
	});

	it('of a choice offers its words, of a grouping the ways, of an environment the folders', async () => {
		const {questions} = await edits([
			row('format', 'kfp'),
			row('group-by', 'tag:x.'),
			row('env', 's3'),
			row('pipeline', '__default__'),
		]);
		const values = (name: string) => {
			const question = questions[name];
			return question?.kind === 'select' ? question.choices.map(({value}) => value) : undefined;
		};
		expect(values('format')).toEqual(['kfp', 'argo']);
		expect(values('group-by'), 'the value of the row is among them').toEqual(['tag:x.', 'node', 'chain']);
		expect(values('env')).toEqual(['local', 's3']);
		expect(values('pipeline')).toEqual(['__default__']);
	});

	it('that was detected, that no option sets, or that the file turned on cannot be switched off', async () => {
		const {questions} = await edits([
			row('aws-keys', 'AWS_ACCESS_KEY_ID'),
			row('existing-secret', 'true', 'detected: created by kfp-wizard, and no AWS keys here'),
			row('no-secret', 'true', 'conf/s3/kfp.yml'),
			row('no-upload', 'true', '--no-upload'),
		]);
		expect(Object.keys(questions)).toEqual(['no-upload']);
		expect(questions['no-upload']).toMatchObject({kind: 'confirm', message: 'Keep --no-upload?'});
	});

	it('of a text is checked as its option is, and cannot be empty; a guided deploy needs a file for its spec', async () => {
		const {questions} = await edits([row('namespace', 'kubeflow'), row('spec', 'demo.yaml'), row('kfp-name', 'x')]);
		const problem = (name: string, text: string) => {
			const question = questions[name];
			return question?.kind === 'text' ? question.validate?.(text) : 'not a text';
		};
		expect(problem('namespace', 'Team A')).toContain('is not a valid namespace');
		expect(problem('namespace', 'team-a')).toBeUndefined();
		expect(problem('kfp-name', ' ')).toBe('It cannot be empty');
		expect(problem('spec', '-')).toBe('The questions need this screen: name a file');
		expect(questions['spec'], 'as the user would type it').toMatchObject({initial: 'demo.yaml'});
	});

	it('whose choices cannot be read cannot be changed; the others can', async () => {
		const {questions} = await edits([row('context', 'kind-dev'), row('namespace', 'kubeflow')], {PATH: '/nowhere'});
		expect(Object.keys(questions)).toEqual(['namespace']);
	});
});

describe('the answer to a changed row', () => {
	it('sets its option, in its type', async () => {
		const {changes} = await edits([row('namespace', 'kubeflow'), row('parallel', '2')]);
		expect(changes('namespace', 'team-a')).toEqual({answers: {namespace: 'team-a'}});
		expect(changes('parallel', '4')).toEqual({answers: {parallel: 4}});
		expect(changes('group-by', 'all')).toEqual({answers: {groupBy: 'all'}});
	});

	it('that is the value of the row changes nothing, so that its source stays', async () => {
		const {changes} = await edits([row('namespace', 'kubeflow', 'default'), row('no-upload', 'true', '--no-upload')]);
		expect(changes('namespace', 'kubeflow')).toEqual({});
		expect(changes('no-upload', true)).toEqual({});
		expect(changes('no-such-row', 'x')).toEqual({});
	});

	it('that turns something off unsets its option; of the AWS keys it asks again where they come from', async () => {
		const {changes} = await edits([]);
		expect(changes('no-upload', false)).toEqual({answers: {upload: undefined}});
		expect(changes('new-run', false)).toEqual({answers: {newRun: undefined}});
		for (const name of ['no-secret', 'existing-secret'])
			expect(changes(name, false)).toMatchObject({forget: ['aws_keys']});
	});
});
