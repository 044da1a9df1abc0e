// The flags that make the same selection.
import {expect, it} from 'vitest';
import {selectionFlags} from '../../../src/deploy/selection.ts';
import {flag, selectionOf} from '../../support/deploy-parts.ts';

it('the flags of a selection have the pipeline only where it was chosen, quoted for a shell', () => {
	expect(selectionFlags(selectionOf(), {})).toBe(' --env s3');
	expect(selectionFlags(selectionOf({}, {pipeline: {value: 'my pipe', source: 'asked'}}), {})).toBe(
		" --env s3 --pipeline 'my pipe'",
	);
	expect(selectionFlags(selectionOf(), {}, 'cluster')).toBe(' --env cluster');
});

it('the flags of a selection repeat the project, the interpreter and the grouping that were typed', () => {
	const options = {project: flag('my demo', '--project'), python: flag('/opt/python', '--python')};
	expect(selectionFlags(selectionOf({}, {groupBy: flag('all', 'asked')}), options)).toBe(
		" --project 'my demo' --python /opt/python --group-by all --env s3",
	);
	const elsewhere = {project: flag('demo', 'KFP_WIZARD_PROJECT')};
	expect(selectionFlags(selectionOf({}, {groupBy: flag('all', 'conf/s3/kfp.yml')}), elsewhere)).toBe(' --env s3');
});

it('the flags of a selection repeat what else the findings depend on', () => {
	const options = {
		format: flag('argo' as const, '--format'),
		envVar: flag(['A=1', 'B=x y'], '--env-var'),
		credentialsSecret: flag('db', 'conf/s3/kfp.yml'),
		dockerfile: flag('prod', '--dockerfile'),
		allowFile: flag(['a.pem'], '--allow-file'),
	};
	expect(selectionFlags(selectionOf(), options)).toBe(
		" --format argo --env-var A=1 --env-var 'B=x y' --dockerfile prod --allow-file a.pem --env s3",
	);
});
