// The transcript: lines of tasks, and a whole deploy in words.
import {PassThrough} from 'node:stream';
import {beforeEach, describe, expect, it, vi} from 'vitest';
import {silentUi} from '../../../../src/ui/silent/silent.ts';
import {spokenLook} from '../../../../src/ui/text/look.ts';
import {openTranscript} from '../../../../src/ui/transcript/transcript.ts';
import {before, failure, findings, header, planEvent, success, work} from '../../../support/ui/events.ts';
import {ndjson} from '../../../../src/ui/silent/ndjson.ts';
import {look} from '../../../support/ui/look.ts';
import {half} from '../../../support/ui/task-screen.ts';
import {middle, rest, tide} from '../../../support/ui/tasks.ts';

describe('lines of tasks', () => {
	function text(options: {json?: boolean; quiet?: boolean; verbose?: boolean} = {}): string {
		const [stdout, stderr] = [new PassThrough(), new PassThrough()];
		const {json = false, quiet = false, verbose = false} = options;
		const {signal} = new AbortController();
		const ui = silentUi({json: json && ndjson, yes: true, quiet, verbose, stdout, stderr, signal, look});
		for (const event of half) ui.emit(event);
		return String((json ? stdout : stderr).read() ?? '');
	}

	beforeEach(() => {
		vi.stubEnv('LC_ALL', 'C.UTF-8');
		vi.stubEnv('TERM', 'xterm');
	});

	it('a task that ended gets one line, a running one none', () => {
		expect(text()).toMatchInlineSnapshot(`
			"✓ Spec  tide-tables.yaml
			◐ Rehearsal  on this machine
			  ✓ split_by_height   2.1 s
			  ✓ seed-stations     1.9 s
			  ✓ north.load_port   12 s
			  ✓ south.load_port   1.2 s
			  ✗ north.rank_port   1.7 s  KeyError: 'height'
			      exit code 1
			      ranked_ports lives only in memory, from north.load_port to north.rank_port
			      Add ranked_ports to conf/prod/catalog.yml as s3://tide-prod/v1/02/ranked_ports.csv
			          return super().__getitem__(key)
			      full log: /tmp/kfp-wizard-logs/007-north-rank-port.log
			  – Clean.Data        skipped: north.rank_port did not succeed
			  – audit.final       skipped: Clean.Data did not succeed
			"
		`);
	});

	it('with --verbose a task that starts gets a line too', () => {
		expect(text({verbose: true}).match(/^ {2}◐ .*$/gm)).toEqual([
			'  ◐ split_by_height',
			'  ◐ seed-stations',
			'  ◐ north.load_port',
			'  ◐ north.rank_port',
			'  ◐ south.load_port',
			'  ◐ clean_data',
			'  ◐ clean-data',
		]);
	});

	it('with --quiet only failed tasks get a line', () => {
		expect(text({quiet: true})).toMatch(/^ {2}✗ north\.rank_port .*\n {6}exit code 1\n[^✓–]*$/);
	});

	it('with --json tasks are events', () => {
		const lines = text({json: true}).trimEnd().split('\n');
		expect(lines.map(line => JSON.parse(line) as unknown)).toEqual(half);
	});
});

it('the spoken transcript of a whole deploy has no escape codes and no glyphs', () => {
	const stream = Object.assign(new PassThrough(), {isTTY: true});
	const transcript = openTranscript({to: stream, quiet: false, verbose: true, look: spokenLook});
	transcript.begin({...header, about: 'Tide Tables · Kedro 1.7.0', cluster: 'kind-dev / kubeflow'});
	transcript.begin({...header, about: 'Tide Tables · Kedro 1.7.0', cluster: 'kind-dev / kubeflow'});
	const events = [...before, findings, ...work, planEvent(false), tide, ...middle, ...rest, failure, success];
	for (const event of events) transcript.report(event);
	const said = String(stream.read());
	const left = said.replaceAll(/anpassa_modell_å/g, '');
	expect(left).not.toMatch(/[^\n\u0020-\u007E]/);
	expect(said.match(/Tide Tables, Kedro 1\.7\.0, kind-dev/g)).toHaveLength(1);
	expect(said).toContain('error: high_raw lives only in memory');
	expect(said).toContain('create image');
	expect(said).toMatch(/^failed: ghcr\.io refused the push/m);
});
