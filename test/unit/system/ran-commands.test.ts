// The lines about programs that run.
import {homedir} from 'node:os';
import {afterEach, expect, it} from 'vitest';
import {onRanCommand, ranCommand, startedCommand} from '../../../src/system/ran-commands.ts';

afterEach(() => onRanCommand(() => {}));

it('a program is reported at its end, as a command with its time; one that goes on at its start', () => {
	const lines: string[] = [];
	onRanCommand(line => lines.push(line));
	const ended = ranCommand('kubectl', ['--context', "it's dev", 'get', 'pods', '-o', 'json\u001B[2J']);
	expect(lines).toEqual([]);
	ended();
	startedCommand('kubectl', ['port-forward']);
	expect(lines).toEqual([
		expect.stringMatching(
			/^kubectl --context 'it'\\''s dev' get pods -o "\$\(printf 'json\\033\[2J'\)" {2}\(0\.\d s\)$/,
		),
		'kubectl port-forward  (goes on)',
	]);
});

it('a long argument is cut, and a script is shown by its first words', () => {
	const lines: string[] = [];
	onRanCommand(line => lines.push(line));
	ranCommand('python', ['x'.repeat(5000)])();
	ranCommand('python', ['-c', '\nimport json\nprint(json.dumps({"version": 1}))\n'])();
	expect(lines[0]?.length).toBeLessThan(300);
	expect(lines[1]).toMatch(/^python -c 'import json print.*\.\.\.' {2}\(/);
});

it('paths of programs and arguments are tidy, as a shell reads them', () => {
	const lines: string[] = [];
	onRanCommand(line => lines.push(line));
	startedCommand(`${homedir()}/.venv/bin/python`, [`${process.cwd()}/src`, '/opt/x']);
	expect(lines).toEqual(['~/.venv/bin/python src /opt/x  (goes on)']);
});
