// The task before all others: beside what the KFP SDKs compile for a task whose output others get, and its program with a real Python.
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {startProgram, variablesIn} from '../../../src/pipeline-spec/start-program.ts';
import {run} from '../../../src/system/exec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {webhook} from '../../support/exit-task.ts';
import {sizedPipeline, specInput} from '../../support/spec-samples.ts';
import {startCommand, withStart} from '../../support/start-task.ts';
import {at, documents, type Json} from '../../support/task-settings.ts';
import {runScript} from './judges.ts';

describeWith(await bed.python('kfp-2'), 'the start task, beside the KFP SDK 2', python => {
	it('hands its output on as the SDK compiles it, and the SDK loads the spec, also in groups below an exit handler', async () => {
		const text = pipelineSpec(withStart());
		const large = pipelineSpec(specInput(sizedPipeline(300), {onStart: startCommand, onExit: webhook}));
		const answer = JSON.parse(await runScript(python, 'compile-start-kfp-2.py', {specs: [text, large]})) as Json;
		expect(answer['loaded']).toHaveLength(2);
		const compiled = at(answer, 'compiled');
		const [written] = documents(text);
		const {executorLabel: _, ...component} = at(written, 'components', 'comp-on-start');
		const {executorLabel: __, ...known} = at(compiled, 'components', 'comp-on-start');
		expect(component).toEqual(known);
		expect(at(written, 'components', 'comp-kedro-run', 'inputDefinitions', 'parameters')).toMatchObject(
			at(compiled, 'components', 'comp-kedro-run', 'inputDefinitions', 'parameters'),
		);
		const path = "{{$.outputs.parameters['start_variables'].output_file}}";
		expect(at(compiled, 'deploymentSpec', 'executors', 'exec-on-start', 'container')['command']).toContain(path);
		expect(at(written, 'deploymentSpec', 'executors', 'exec-on-start', 'container')['command']).toContain(path);
		const tasks = at(written, 'root', 'dag', 'tasks');
		for (const [ours, theirs] of [
			['clean', 'kedro-run'],
			['train', 'kedro-run-2'],
		] as const) {
			const task = at(tasks, ours);
			const sdk = at(compiled, 'root', 'dag', 'tasks', theirs);
			expect(at(task, 'inputs', 'parameters')).toMatchObject({
				start_variables: at(sdk, 'inputs', 'parameters')['start_variables'],
			});
			const waitsFor = (sdk['dependentTasks'] as readonly string[]).map(name =>
				name === 'kedro-run' ? 'clean' : name,
			);
			expect((task['dependentTasks'] as readonly string[]).toSorted()).toEqual(waitsFor.toSorted());
		}
	});
});

describeWith(await bed.python('kfp-1.8'), 'the start task, beside the KFP SDK 1.8', python => {
	it('hands its output on as the SDK does, under a shorter name', async () => {
		const compiled = JSON.parse(await runScript(python, 'compile-start-kfp-1.py', {})) as Json;
		const [written] = documents(argoWorkflow(withStart({inputs: []})));
		const templates = (spec: Json): readonly Json[] => spec['templates'] as readonly Json[];
		const template = (spec: Json, name: string): Json => templates(spec).find(one => one['name'] === name) ?? {};
		const spec = at(written, 'spec');
		// The SDK puts the name of the task before that of the output.
		const named = JSON.parse(
			JSON.stringify(compiled).replaceAll('on-start-start_variables', 'start_variables'),
		) as Json;
		const {parameters} = at(template(spec, 'on-start'), 'outputs');
		expect(parameters).toEqual(at(template(named, 'on-start'), 'outputs')['parameters']);
		expect(template(spec, 'train')['inputs']).toEqual(template(named, 'train')['inputs']);
		const words = (from: Json): unknown => (at(template(from, 'train'), 'container')['args'] as readonly unknown[])[0];
		expect(words(spec)).toBe(words(named));
		const tasks = (from: Json): Json =>
			Object.fromEntries(
				templates(from)
					.flatMap(one => (one['dag'] === undefined ? [] : (at(one, 'dag')['tasks'] as readonly Json[])))
					.map(({name, dependencies, arguments: given}) => [
						String(name),
						{given, dependencies: ((dependencies ?? []) as readonly string[]).toSorted()},
					]),
			);
		expect(tasks(spec)).toEqual(tasks(named));
	});
});

describeWith(await bed.python('kedro-1'), 'the program of the start task', python => {
	const names = ['RUN', 'NOTE'];
	/** `script`: Python that the command runs; `lines` is the file. */
	async function start(script: string, more: object = {}) {
		const folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
		try {
			const path = join(folder, 'outputs', 'data');
			const code = `import os\nlines = open(os.environ["KFP_WIZARD_VARIABLES"], "a", encoding="utf-8")\n${script}`;
			const options = JSON.stringify({names, command: [python, '-c', code], ...more});
			const words = ['-c', startProgram, path, options, 'run=abc', 'created=2026-01-02T03:04:05Z'];
			const {exitCode, stdout, stderr} = await run(python, words);
			return {exitCode, stdout, stderr, written: await readFile(path, 'utf8').catch(() => undefined)};
		} finally {
			await rm(folder, {recursive: true, force: true});
		}
	}

	it('writes what the command wrote, without a character that a cluster would expand or cannot store', async () => {
		const note = 'a=b {{workflow.name}} $(HOME) <ü> 🚀 "q" \\\\n ';
		const {
			exitCode,
			written = '',
			stdout,
		} = await start(
			`lines.write("RUN=" + os.environ["KFP_WIZARD_RUN_ID"] + "\\r\\n\\nNOTE = first\\n" + ${JSON.stringify(`NOTE=${note}`)})`,
		);
		expect(exitCode).toBe(0);
		expect(written).not.toMatch(/\{\{|\$|[^ -~]/);
		expect(JSON.parse(written)).toEqual({RUN: 'abc', NOTE: note});
		expect(variablesIn(stdout)).toBe(written);
	});

	it.each([
		['a name that kfp.yml does not list', 'lines.write("RUN=1\\nNOTE=2\\nPATH=3")', 'on_start sets PATH'],
		['a line of another kind', 'lines.write("RUN=1\\nsecret-text\\n")', 'Line 2 of the file'],
		['a variable that is missing', 'lines.write("RUN=1")', 'did not write to the file of KFP_WIZARD_VARIABLES: NOTE'],
		['a value that is too large', 'lines.write("RUN=1\\nNOTE=" + "x" * 5000)', 'at most 4096'],
		['bytes that are no text', 'lines.buffer.write(b"RUN=\\xff\\n")', 'is not UTF-8'],
	])('refuses %s', async (_, script, message) => {
		const {exitCode, stderr, written} = await start(script);
		expect([exitCode, written]).toEqual([1, undefined]);
		expect(stderr).toContain(message);
		expect(stderr).not.toContain('secret-text');
	});

	it('ends as the command ends, and says why one cannot be started', async () => {
		expect(await start('raise SystemExit(7)')).toMatchObject({exitCode: 7, written: undefined});
		const missing = await start('', {command: ['no-such-program']});
		expect(missing.exitCode).toBe(1);
		expect(missing.stderr).toContain('The command of on_start cannot be started');
	});
});
