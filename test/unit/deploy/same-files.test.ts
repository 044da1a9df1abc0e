// Python and the image read the same files of a project: what changes between the two is read once more.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {select} from '../../../src/deploy/choose.ts';
import {interview} from '../../../src/deploy/interview/interview.ts';
import type {Options} from '../../../src/options/options.ts';
import {sha256} from '../../../src/system/digest.ts';
import {testContext} from '../../support/context.ts';
import {flag, on} from '../../support/deploy-parts.ts';
import {errorOf} from '../../support/error-of.ts';
import {unattendedUi} from '../../support/scripted-ui.ts';
import {standInProject} from '../../support/stand-in-project.ts';

/** Reads a project whose Python has read `src/demo/nodes.py` with these contents: the first time, the second time, … */
async function reading(...contents: readonly string[]) {
	const {root, python, requests} = await standInProject({}, {'src/demo/settings.py': 'y = 2\n'});
	const {ui, reported} = unattendedUi();
	const options: Options = {
		...on('yes'),
		python: flag(python, '--python'),
		env: flag('s3', '--env'),
		image: flag('ghcr.io/acme/demo', '--image'),
		upload: flag(false, '--no-upload'),
	};
	let times = 0;
	const result = interview(
		testContext(ui, {cwd: root}),
		options,
		async (asking, known) => {
			const content = contents[times++] ?? '';
			const read = {[join(root, 'src/demo/nodes.py')]: content, [join(root, 'src/demo/settings.py')]: 'y = 2\n'};
			const document = Object.entries(read).map(([path, text]) => [path, [sha256(text)]]);
			await writeFile(join(root, '.read.json'), JSON.stringify(Object.fromEntries(document)));
			return select(asking, known);
		},
		{command: 'deploy'},
	);
	return {result, reported, requests, times: () => times};
}

const notes = (reported: Awaited<ReturnType<typeof reading>>['reported']): readonly string[] =>
	reported.flatMap(event => (event.event === 'note' ? [event.message] : []));

it('F37: files that do not change are read once', async () => {
	const {result, reported, times} = await reading('x = 1\n');
	await result;
	expect([times(), notes(reported)]).toEqual([1, []]);
});

it('F37: a file that Python has read with another content than the image gets is read once more, with a note', async () => {
	const {result, reported, requests, times} = await reading('x = 0\n', 'x = 1\n');
	const {source} = await result;
	expect(times()).toBe(2);
	expect(source?.context.files.map(({path}) => path)).toContain('src/demo/nodes.py');
	expect(await requests()).toMatchObject([{digests: true}, {digests: true}]);
	expect(notes(reported)).toEqual(['src/demo/nodes.py changed while kfp-wizard read the project; reading it again']);
});

it('F37: where it has changed once more, the error names it and the next command', async () => {
	const {result, times} = await reading('x = 0\n', 'x = 2\n');
	expect(await errorOf(result)).toMatchObject({
		kind: 'project',
		code: 'CONTEXT_CHANGED',
		message: 'src/demo/nodes.py changed while kfp-wizard read the project, also the second time',
		changed: [],
		next: [{command: expect.stringMatching(/^kfp-wizard deploy/)}],
	});
	expect(times()).toBe(2);
});
