// The ignore rules where the legacy builder differs from BuildKit, and the patterns that are not valid.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {parseIgnore} from '../../../../src/image/context/ignore-rules.ts';
import {contextOf, writeTree} from '../../../support/tree.ts';
import {ignoreTree} from '../../../support/ignore-tree.ts';

// Only BuildKit looks for what comes back into a folder that is left out; the legacy builder stops at the folder.
it('an exception with wildcards applies inside a folder that is left out', async () => {
	const root = await mkdtemp(join(tmpdir(), 'kfp-wizard-ignore-'));
	await writeTree(root, ignoreTree);
	const context = await contextOf(root, '*\n!**/*.md\n');
	expect(context.files.map(({path}) => path)).toEqual(['a.md', 'b.md', 'data/readme.md']);
	await rm(root, {recursive: true});
});

it.each(['!', '[a\n', 'a\\\n', 'x\n! \n'])('the ignore file %j is refused, as docker does', text => {
	expect(() => parseIgnore(text)).toThrow(/ignore file: line/);
});
