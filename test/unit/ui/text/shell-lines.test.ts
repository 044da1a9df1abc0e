// Long commands as lines of a shell.
import {describe, expect, it} from 'vitest';
import {quote} from '../../../../src/system/text.ts';
import {shellLines} from '../../../../src/ui/text/shell-lines.ts';

describe('a command on several lines', () => {
	it('keeps a flag with its value', () => {
		expect(shellLines('kfp-wizard deploy --yes --pipeline __default__ --env prod', 40, 30)).toEqual([
			'kfp-wizard deploy --yes \\',
			'--pipeline __default__ \\',
			'--env prod',
		]);
	});

	it('leaves what stands in quotes, and a word that is too long, on one line', () => {
		expect(shellLines("run --schedule '0 3 * * *' --host=https://kubeflow.example.test/pipeline x", 10, 23)).toEqual([
			'run \\',
			"--schedule '0 3 * * *' \\",
			'--host=https://kubeflow.example.test/pipeline \\',
			'x',
		]);
		expect(shellLines('a b\\ c "d \\" e" f', 7, 7)).toEqual(['a \\', 'b\\ c \\', '"d \\" e" \\', 'f']);
	});

	it('has every word as it was, also one with a # in quotes', () => {
		for (const value of ['a #b', '# x', "it's #1", 'a\\', '  two  ', '#', 'a\nb\n']) {
			const command = `run --name ${quote(value)} ${quote(value)} --env prod`;
			for (const columns of [4, 30]) {
				const typed = shellLines(command, columns, columns).join('\n').replaceAll(/ \\\n/g, ' ');
				expect(typed, value).toBe(command);
			}
		}
	});

	it('leaves a program and its only argument on one line where neither line would fit', () => {
		expect(shellLines('less /var/log/a/very/long/path.log', 20, 20)).toEqual(['less /var/log/a/very/long/path.log']);
	});

	it('never goes on after a comment', () => {
		expect(shellLines('aws s3 sync data s3://bucket/data  # once, before the first run', 30, 30)).toEqual([
			'aws s3 sync data \\',
			's3://bucket/data \\',
			'# once, before the first run',
		]);
	});
});
