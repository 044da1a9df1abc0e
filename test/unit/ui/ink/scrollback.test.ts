// What stays in the scrollback when the rich UI mode ends.
import {describe, expect, it} from 'vitest';
import type {Event} from '../../../../src/schema/event.ts';
import {scrollbackRows} from '../../../../src/ui/ink/scrollback.ts';
import type {Action} from '../../../../src/ui/ink/state/state.ts';
import {foldedText} from '../../../../src/ui/text/fold.ts';
import {textOf} from '../../../../src/ui/text/rows.ts';
import {active, before, done, failure, header, log, planEvent, success, work} from '../../../support/ui/events.ts';
import {look} from '../../../support/ui/look.ts';
import {pipeline, plan} from '../../../support/ui/questions.ts';
import {half, playTasks, start} from '../../../support/ui/task-screen.ts';
import {layers, layersRun, rest, task} from '../../../support/ui/tasks.ts';
import {ask, event, key, long, play, whole} from '../../../support/ui/whole-deploy.ts';

describe('the scrollback of a deploy', () => {
	const scrollback = (actions: readonly Action[]): string =>
		scrollbackRows(play(actions, [40, 10]), look)
			.map(textOf)
			.join('\n');

	it('the scrollback has the whole deploy, in a small window too', () => {
		expect(scrollback(whole.filter(one => one.type !== 'event' || one.event.event !== 'note'))).toContain(long);
		const text = scrollback([
			{type: 'begin', header},
			...before.map(event),
			ask(pipeline),
			key('enter'),
			...work.map(event),
			event(success),
		]);
		expect(text).toMatchInlineSnapshot(`
			"kfp-wizard
			✓ Project   Tide Tables, Kedro 1.7.0, ~/tide
			✓ Pipeline  __default__
			✓ Image     built in 48 s, pushed 231 MB in 25 s
			✓ Secret    unchanged
			✓ Spec      tide-tables.yaml
			! This pipeline has 12 versions
			✓ Upload    tide-tables-prod, version 4be1c09a77f2
			✓ Run       started

			✓ Run tide-tables-prod 14:02 started
			    Image     ghcr.io/nordsjo/tide@sha256:61e7f7aa85dd…  built, pushed
			    Secret    kubeflow/aws-secrets  unchanged
			    Spec      tide-tables.yaml  11 tasks, updated
			    Pipeline  tide-tables-prod
			    Version   4be1c09a77f2  uploaded
			    Run       http://localhost:8080/#/runs/details/0f3c4be1-6a3f-4a4e-9a51-2b4a7f0f7d10
			    Rerun     npx kfp-wizard deploy --yes -e prod -p __default__ --image ghcr.io/nordsjo/tide --param 'limits.height=120.5'

			  Next
			    npx kfp-wizard teardown
			        to remove what this deploy made"
		`);
	});

	it('the scrollback has the plan of a dry run in full', () => {
		const text = scrollback([event(planEvent(true)), event({event: 'result', ok: true, exitCode: 0})]);
		for (const {name} of plan.changes) expect(text).toContain(name);
	});

	it('the scrollback has the last output of a tool if the error has no detail', () => {
		const error = {code: 'BUILD_FAILED', message: 'docker failed', changed: [], next: []};
		const lines = Array.from({length: 30}, (_, index) => event(log('image', `line ${index + 1}`)));
		const text = scrollback([
			event(active('image')),
			...lines,
			event({event: 'result', ok: false, exitCode: 5, error}),
		]);
		expect(text).toContain('│ line 30');
		expect(text).not.toContain('│ line 10\n');
	});
});

describe('the scrollback of tasks', () => {
	const tasksLeft = (...events: readonly Event[]): string =>
		scrollbackRows(playTasks(events), look).map(textOf).join('\n');

	it('the message of an error wraps between words, and commands go on as a shell reads them', () => {
		const message = 'The load of the image reported success, but the node dev-control-plane does not have the image';
		const command = `npx kfp-wizard deploy --yes --pipeline __default__ --env kubeflow --image team/app --load`;
		const error = {code: 'X', message, detail: 'why', changed: [], next: [{command}]};
		const state = play([event({event: 'result', ok: false, exitCode: 5, error})], [60, 20]);
		const lines = foldedText(scrollbackRows(state, look), look, {isTTY: true, columns: 60}).split('\n');
		expect(lines[0]).toBe('✗ The load of the image reported success, but the node');
		expect(lines[1]).toBe('  dev-control-plane does not have the image  X');
		expect(lines.slice(-3, -1)).toEqual([
			'    npx kfp-wizard deploy --yes --pipeline __default__ \\',
			'      --env kubeflow --image team/app --load',
		]);
	});

	it('the scrollback has each task once, with its state, its time, and why it failed', () => {
		expect(
			tasksLeft(...half, ...rest, {
				event: 'step',
				step: 'rehearsal',
				state: 'failed',
				detail: '1 of 11 tasks failed',
			}),
		).toMatchInlineSnapshot(`
			"kfp-wizard
			✓ Spec       tide-tables.yaml
			✗ Rehearsal  1 of 11 tasks failed
			  ✓ split_by_height   2.1 s
			  ✓ seed-stations     1.9 s
			  ✓ north.load_port   12 s
			  ✓ clean_data        2.2 s
			  ✓ clean-data        2.4 s
			  ✓ south.load_port   1.2 s
			  ✗ north.rank_port   1.7 s  KeyError: 'height'
			      exit code 1
			      ranked_ports lives only in memory, from north.load_port to north.rank_port
			      Add ranked_ports to conf/prod/catalog.yml as s3://tide-prod/v1/02/ranked_ports.csv
			          return super().__getitem__(key)
			      full log: /tmp/kfp-wizard-logs/007-north-rank-port.log
			  ✓ south.rank_port   1.1 s
			  ✓ anpassa_modell_å  1 min 1 s
			  – Clean.Data        skipped: north.rank_port did not succeed
			  – audit.final       skipped: Clean.Data did not succeed"
		`);
	});

	it('of many tasks the scrollback has only those that did not succeed, and a total', () => {
		const text = tasksLeft(...start, layers(1000), ...layersRun(1000), done('rehearsal', '1000 tasks'));
		expect(text.match(/✗/g)).toHaveLength(10);
		expect(text).not.toContain('layer_3.task_30');
		expect(text).toContain('  990 succeeded · 10 failed');
	});

	it('the scrollback has the tasks of a step that was stopped', () => {
		const text = tasksLeft(...half, task('clean_data', 'cancelled', {seconds: 3}), failure);
		expect(text).toContain('✗ Rehearsal  2 waiting · 1 running · 4 succeeded · 1 failed · 2 skipped · 1 cancelled');
		expect(text).toMatch(/– clean_data +3\.0 s {2}cancelled/);
	});
});
