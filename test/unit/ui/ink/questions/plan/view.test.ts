// The plan as rows.
import {describe, expect, it} from 'vitest';
import {frame} from '../../../../../../src/ui/ink/frame.ts';
import {textOf} from '../../../../../../src/ui/text/rows.ts';
import {open, overlay} from '../../../../../support/ui/large-questions.ts';
import {look} from '../../../../../support/ui/look.ts';
import {ask, drawn, emit, fresh, lines, press, sized} from '../../../../../support/ui/screen.ts';

describe('the plan', () => {
	it('the plan is drawn with its rows, the field of the one that is changed, and the actions', () => {
		expect(drawn(ask(open))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 What will happen                                            nothing has been changed yet
			   + image    ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64
			   + push     digest known after the build       you may push (checked)
			   = secret   kubeflow/aws-secrets               same keys
			   ~ spec     tide-tables.yaml                   11 tasks
			   + version  tide-tables-prod                   third version
			   + run      Default, limits.height=120.5       deployment 9c41f0

			   pipeline   __default__            (asked)
			   image      ghcr.io/nordsjo/tide   (kfp.yml)
			   namespace  kubeflow               (default)
			   context    kind-dev               (detected: current context)
			   host       http://localhost:8080  (KFP_WIZARD_HOST)
			   group-by   node                   (default)
			   kfp-name   tide-tables-prod       (--kfp-name)

			 ❯ Go ahead
			   Rehearse first                     runs these 11 tasks here, about 25 s
			   Save answers to conf/prod/kfp.yml
			   Cancel

			 ↑↓ rows and actions · enter go ahead · esc back · ? keys · ctrl-c stop"
		`);
		expect(drawn(press(ask(open), 'up', 'up', 'up', 'up', 'enter', 'tab', 'É'))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 What will happen                                            nothing has been changed yet
			   + image    ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64
			   + push     digest known after the build       you may push (checked)
			   = secret   kubeflow/aws-secrets               same keys
			   ~ spec     tide-tables.yaml                   11 tasks
			   + version  tide-tables-prod                   third version
			   + run      Default, limits.height=120.5       deployment 9c41f0

			   pipeline   __default__            (asked)
			 ❯ image      ghcr.io/nordsjo/tideÉ
			              ✗ a reference has lower-case letters, digits and ./:_- only
			              Registry and repository, as you would push it
			   namespace  kubeflow               (default)
			   context    kind-dev               (detected: current context)
			   host       http://localhost:8080  (KFP_WIZARD_HOST)
			   group-by   node                   (default)
			   kfp-name   tide-tables-prod       (--kfp-name)

			 enter accept · ctrl-u clear · esc cancel · f1 keys · ctrl-c stop"
		`);
		expect(drawn(press(ask(open), 'up', 'enter', 'down'))).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables · Kedro 1.7.0 · ~/tide                      kind-dev / kubeflow
			 ○ Project  ○ Pipeline  ○ Checks  ○ Image  ○ Secret  ○ Spec  ○ Upload  ○ Run

			 What will happen                                            nothing has been changed yet
			   + image    ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64
			   + push     digest known after the build       you may push (checked)
			   = secret   kubeflow/aws-secrets               same keys
			   ~ spec     tide-tables.yaml                   11 tasks
			   + version  tide-tables-prod                   third version
			   + run      Default, limits.height=120.5       deployment 9c41f0

			   pipeline   __default__            (asked)
			   image      ghcr.io/nordsjo/tide   (kfp.yml)
			   namespace  kubeflow               (default)
			   context    kind-dev               (detected: current context)
			   host       http://localhost:8080  (KFP_WIZARD_HOST)
			 ❯ group-by   How should nodes share containers?
			                node    one node each
			              ❯ memory  what shares memory
			                all
			              About 20 seconds of waiting for each level
			   kfp-name   tide-tables-prod       (--kfp-name)

			 ↑↓ move · enter select · esc cancel · ? keys · ctrl-c stop"
		`);
	});

	it('the plan has the terminal cursor in the field', () => {
		const {rows, cursor} = frame(press(ask(open), 'up', 'up', 'up', 'enter', 'left', 'left'), look);
		const line = textOf(rows[cursor?.y ?? 0] ?? []);
		expect(line).toBe(' ❯ namespace  kubeflow');
		expect(line.slice(0, cursor?.x)).toBe(' ❯ namespace  kubefl');
	});

	it('the plan shows every row in a low window as the cursor goes over it', () => {
		let state = ask(open, sized(60, 15));
		expect(drawn(state)).toMatchInlineSnapshot(`
			" kfp-wizard   Tide Tables               kind-dev / kubeflow
			 ○○○○○○○○ 1/8 Project

			 What will happen              nothing has been changed yet
			   ~ spec     tide-tables.yaml        11 tasks
			   + image    ghcr.io/nor…9a1c7e22d0  312 files, 4.1 MB,…
			   + push     digest know… the build  you may push…
			   … 11 rows below
			   host http://localhost:8080 · context kind-dev · namespa…
			 ❯ Go ahead
			   Rehearse first                     runs these 11 tasks…
			   Save answers to conf/prod/kfp.yml

			 ↑↓ rows and actions · enter go ahead · esc back · ? keys"
		`);
		for (const name of ['group-by', 'host', 'namespace', 'image']) {
			state = press(state, 'up');
			expect(lines(state).find(line => line.startsWith(' ❯'))).toContain(name);
			expect(drawn(press(state, 'enter'))).toContain(` ❯ ${name}`);
		}
		for (const label of ['Cancel', 'Save answers', 'Rehearse first', 'Go ahead']) {
			state = press(state, 'up');
			expect(lines(state).find(line => line.startsWith(' ❯'))).toContain(label);
		}
	});

	it('the plan keeps the warnings, and in a low window the place and the most dangerous changes in sight', () => {
		const changes = [
			{action: 'keep', what: 'spec', name: 'tide.yaml', detail: ''},
			...['image', 'push', 'secret', 'upload', 'run'].map(what => ({
				action: 'create' as const,
				what,
				name: what,
				detail: '',
			})),
			{action: 'delete', what: 'schedule', name: 'nightly', detail: ''},
		] as const;
		const many = {
			...open,
			plan: {...open.plan, changes: [...changes]},
			warnings: ['Kedro is not pinned', 'AWS_ENDPOINT_URL is set in this shell', 'c', 'd'],
		};
		const high = drawn(ask(many, sized(90, 40)));
		for (const line of ['! Kedro is not pinned', '! AWS_ENDPOINT_URL is set', '! 2 more warnings'])
			expect(high).toContain(line);
		const low = drawn(ask(many, sized(60, 15)));
		expect(low).toContain('! 4 warnings, such as: Kedro is not pinned');
		expect(low).toMatch(/nothing has been changed yet\n +- schedule/);
		expect(low).toContain('host http://localhost:8080 · context kind-dev');
		expect(low).not.toContain('= spec');
	});

	it('the plan does not say that nothing was changed if fixes were made before', () => {
		expect(drawn(ask(open))).toContain('nothing has been changed yet');
		const wrote = emit(fresh, {event: 'written', step: 'checks', files: [overlay('high_raw')]});
		expect(drawn(ask(open, wrote))).toContain('nothing else has been changed yet');
		expect(drawn(ask({...open, isChanged: true}))).toContain('nothing else has been changed yet');
	});
});
