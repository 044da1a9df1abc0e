// The non-interactive UI mode: what goes to stdout and to stderr, and what happens to questions.
import {PassThrough, Writable} from 'node:stream';
import {beforeEach, describe, expect, it, vi} from 'vitest';
import {Event} from '../../../../src/schema/event.ts';
import {WizardError} from '../../../../src/system/errors.ts';
import {ndjson} from '../../../../src/ui/silent/ndjson.ts';
import {silentUi} from '../../../../src/ui/silent/silent.ts';
import type {Question, Ui} from '../../../../src/ui/ui.ts';
import {active, before, failure, findings, log, planEvent, header, success, work} from '../../../support/ui/events.ts';
import {build, consent, extras, image, pipeline, questions} from '../../../support/ui/questions.ts';
import {look} from '../../../support/ui/look.ts';

beforeEach(() => {
	vi.stubEnv('LC_ALL', 'C.UTF-8');
	vi.stubEnv('TERM', 'xterm');
});

type NonInteractive = {readonly ui: Ui; readonly stdout: () => string; readonly stderr: () => string};

function nonInteractive(
	options: {
		json?: boolean;
		yes?: boolean;
		quiet?: boolean;
		verbose?: boolean;
		findingsAreResult?: boolean;
		signal?: AbortSignal;
	} = {},
): NonInteractive {
	const out = new PassThrough();
	const err = new PassThrough();
	const {
		json = false,
		yes = true,
		quiet = false,
		verbose = false,
		findingsAreResult = false,
		signal = new AbortController().signal,
	} = options;
	return {
		ui: silentUi({
			json: json && ndjson,
			yes,
			quiet,
			verbose,
			stdout: out,
			stderr: err,
			signal,
			look,
			findingsAreResult,
		}),
		stdout: () => String(out.read() ?? ''),
		stderr: () => String(err.read() ?? ''),
	};
}

async function errorOf(asking: Promise<unknown>): Promise<WizardError> {
	const error = await asking.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error instanceof WizardError) return error;
	throw new Error(`No WizardError: ${String(error)}`);
}

describe('the NDJSON of --json', () => {
	it('--json writes every event as one line on stdout and nothing else', async () => {
		const {ui, stdout, stderr} = nonInteractive({json: true});
		ui.begin(header);
		const events = [...before, findings, planEvent(false), ...work, success];
		for (const event of events) ui.emit(event);
		await ui.ask(consent);
		await ui.close();
		const lines = stdout().trimEnd().split('\n');
		expect(lines.map(line => JSON.parse(line) as unknown)).toEqual(events);
		expect(stderr()).toBe('');
	});

	it('--json writes the keys in the order of the schema', () => {
		const {ui, stdout} = nonInteractive({json: true});
		ui.emit(Event.parse({step: 'image', line: 'x', event: 'log'}));
		ui.emit({detail: 'built', state: 'done', step: 'image', event: 'step'});
		expect(stdout()).toBe(
			'{"event":"log","step":"image","line":"x"}\n{"event":"step","step":"image","state":"done","detail":"built"}\n',
		);
	});

	it('--json keeps a line break inside one line', () => {
		const {ui, stdout} = nonInteractive({json: true});
		ui.emit({event: 'note', level: 'info', message: 'two\nlines\u2028three'});
		expect(stdout().split('\n')).toHaveLength(2);
	});
});

describe('the lines of the non-interactive mode', () => {
	it('the transcript goes to stderr and the result to stdout', () => {
		const {ui, stdout, stderr} = nonInteractive();
		ui.begin(header);
		for (const event of [...before, findings, planEvent(false), ...work, success]) ui.emit(event);
		const text = stderr();
		expect(text).toContain('✓ Project   Tide Tables, Kedro 1.7.0, ~/tide\n');
		expect(text).toContain('✓ Image     built in 48 s, pushed 231 MB in 25 s\n');
		expect(text).toContain('! This pipeline has 12 versions\n');
		expect(text).toContain('+ image    ghcr.io/nordsjo/tide:3f9a1c7e22d0  312 files, 4.1 MB, linux/amd64\n');
		expect(text).toContain('= secret   kubeflow/aws-secrets               same keys\n');
		expect(text).toContain('context    kind-dev               (detected: current context)\n');
		expect(text).not.toContain('pip install');
		expect(text).not.toMatch(/\u001B/);
		expect(stdout()).toBe('http://localhost:8080/#/runs/details/0f3c4be1-6a3f-4a4e-9a51-2b4a7f0f7d10\n');
	});

	it('the findings of a check and the plan of a dry run are results, which go to stdout', () => {
		const checked = nonInteractive({findingsAreResult: true});
		checked.ui.emit(findings);
		expect(checked.stdout()).toContain('catalog/');
		expect(checked.stderr()).toBe('');
		const deployed = nonInteractive();
		for (const event of [findings, planEvent(false)]) deployed.ui.emit(event);
		expect(deployed.stdout()).toBe('');
		const dry = nonInteractive({quiet: true});
		dry.ui.emit(planEvent(true));
		expect(dry.stdout()).toContain('What will happen');
		expect(dry.stderr()).toBe('');
	});

	it('findings have rule, source location and fix, the worst first', () => {
		const {ui, stderr} = nonInteractive();
		ui.emit(findings);
		expect(stderr()).toBe(
			[
				'  ✗ high_raw lives only in memory, from split_by_height to clean-data',
				'      catalog/memory-dataset · conf/prod/catalog.yml:12',
				'      → Add high_raw to conf/prod/catalog.yml as s3://tide-prod/v1/02/high_raw.csv',
				'  ✗ A node has no name',
				'      pipeline/unnamed-node · node note([model]) -> [summary]',
				'  ! s3fs is not among the requirements',
				'      image/requirements · requirements.txt:24',
				'  2 errors · 1 warning · 14 checks passed',
				'',
			].join('\n'),
		);
	});

	it('the output of tools is shown only with --verbose', () => {
		const {ui, stderr} = nonInteractive({verbose: true});
		ui.emit(log('image', '#7 exporting layers'));
		expect(stderr()).toBe('  │ #7 exporting layers\n');
	});

	it('an error without a detail is followed by the last output of the tool', () => {
		const {ui, stderr} = nonInteractive();
		ui.emit(active('image', 'building'));
		for (let line = 1; line <= 30; line++) ui.emit(log('image', `line ${line}`));
		ui.emit({
			event: 'result',
			ok: false,
			exitCode: 5,
			error: {code: 'BUILD_FAILED', message: 'docker failed', changed: [], next: []},
		});
		const text = stderr();
		expect(text).toContain('│ line 30\n');
		expect(text).not.toContain('│ line 10\n');
		expect(text).toContain('✗ docker failed  BUILD_FAILED');
	});

	it('an error has its detail, what was changed and what to run next', () => {
		const {ui, stdout, stderr} = nonInteractive();
		ui.emit(failure);
		expect(stderr()).toBe(
			[
				'',
				'✗ ghcr.io refused the push  PUSH_DENIED',
				'    denied: permission_denied: write_package',
				'    The token has read:packages only',
				'',
				'  Already changed',
				'    image ghcr.io/nordsjo/tide:3f9a1c7e22d0 built',
				'',
				'  Next',
				'    docker login ghcr.io     with a token that has write:packages',
				'    kfp-wizard deploy --yes  to resume; completed steps are skipped',
				'',
			].join('\n'),
		);
		expect(stdout()).toBe('');
	});

	it('--quiet shows warnings, errors and the result only', () => {
		const {ui, stdout, stderr} = nonInteractive({quiet: true});
		ui.begin(header);
		for (const event of [...before, planEvent(false), ...work, success]) ui.emit(event);
		expect(stderr()).toMatch(/^! This pipeline has 12 versions\n✓ Run tide-tables-prod 14:02 started\n/);
		expect(stdout()).toContain('http://localhost:8080');
	});

	it('a plan that is emitted and asked about is printed once', async () => {
		const {ui, stderr} = nonInteractive();
		ui.emit(planEvent(false));
		await ui.ask(consent);
		expect(stderr().match(/What will happen/g)).toHaveLength(1);
	});
});

describe('questions', () => {
	it('--yes answers questions with their defaults', async () => {
		const {ui} = nonInteractive();
		expect(await ui.ask(pipeline)).toBe('__default__');
		expect(await ui.ask(extras)).toEqual(['seed']);
		expect(await ui.ask(image)).toBe('ghcr.io/nordsjo/tide');
		expect(await ui.ask(build)).toBe(true);
		expect(await ui.ask({...build, initial: false})).toBe(false);
		expect(await ui.ask(consent)).toEqual({do: 'go'});
	});

	const {initial: _image, ...imageAlone} = image;
	const {initial: _pipeline, ...pipelineAlone} = pipeline;
	const {initial: _extras, ...extrasAlone} = extras;

	it.each<[Question]>([[imageAlone], [pipelineAlone], [extrasAlone]])(
		'a question without a default names its flag: %o',
		async question => {
			const error = await errorOf(nonInteractive().ui.ask(question));
			expect(error).toMatchObject({kind: 'usage', code: 'MISSING_ANSWER', exitCode: 2});
			expect(error.message).toContain(question.flag);
		},
	);

	it.each<[Question]>([
		[{...image, initial: 'Not A Reference'}],
		[{...pipeline, initial: 'nowhere'}],
		[{...pipeline, initial: 'empty'}],
		[{...extras, initial: ['seed', 'secret']}],
	])('with a default that will not do are an error: %o', async question => {
		const error = await errorOf(nonInteractive().ui.ask(question));
		expect(error).toMatchObject({kind: 'usage', code: 'BAD_ANSWER'});
		expect(error.message).toContain(question.flag);
	});

	it.each(questions)('a question is an error without --yes, default or not: $name', async question => {
		expect(await errorOf(nonInteractive({yes: false}).ui.ask(question))).toMatchObject({
			kind: 'usage',
			code: 'MISSING_ANSWER',
		});
	});

	it('questions are not answered after Ctrl-C', async () => {
		expect(await errorOf(nonInteractive({signal: AbortSignal.abort()}).ui.ask(pipeline))).toMatchObject({
			kind: 'cancelled',
		});
	});
});

describe('a broken pipe', () => {
	it.each(['EPIPE', 'ENOSPC'])(
		'F4, F31, F32: after %s of stdout the work goes on, and nothing more is written',
		async code => {
			let writes = 0;
			const broken = new Writable({
				autoDestroy: false,
				write: (_chunk, _encoding, done) => {
					writes++;
					done(Object.assign(new Error('write'), {code}));
				},
			});
			const ui = silentUi({
				json: ndjson,
				yes: true,
				quiet: false,
				verbose: false,
				stdout: broken,
				stderr: new PassThrough(),
				signal: new AbortController().signal,
				look,
			});
			ui.emit(log('image', 'one'));
			await new Promise(resolve => setImmediate(resolve));
			ui.emit(log('image', 'two'));
			await ui.close();
			expect(writes).toBe(1);
		},
	);
});
