// The ignore rules where the legacy builder differs from BuildKit, and the patterns that are not valid.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {parseIgnore} from '../../../../src/image/context/ignore-rules.ts';
import {contextOf, scratch, writeTree} from '../../../support/tree.ts';

const tree = {
	Dockerfile: scratch.text,
	'a.txt': '1',
	'a.md': '1',
	'b.md': '1',
	README: '1',
	'#odd': '1',
	'#comment': '1',
	'sp ace.txt': '1',
	'[x].txt': '1',
	'x.txt': '1',
	'$money.txt': '1',
	'data/raw/one.csv': '1',
	'data/raw/keep/two.csv': '1',
	'data/.gitkeep': '',
	'data/readme.md': '1',
	'conf/base/catalog.yml': '1',
	'conf/base/my_credentials_prod.yaml': '1',
	'conf/local/.gitkeep': '',
	'conf/local/credentials.yml': '1',
	'conf/prod/deep/secret.yml': '1',
	'src/pkg/__pycache__/m.pyc': '1',
	'src/pkg/m.py': '1',
	'src/pkg/foo/bar/foo': '1',
	'src/link': '-> pkg/m.py',
	'.env': '1',
	'.git/config': '1',
	'sub/.env': '1',
	'sub/Dockerfile': '1',
	'empty/deeper/': '',
	'logs/': '',
	'build/out/x': '1',
	'buildx/y': '1',
};

// Only BuildKit looks for what comes back into a folder that is left out; the legacy builder stops at the folder.
it('an exception with wildcards applies inside a folder that is left out', async () => {
	const root = await mkdtemp(join(tmpdir(), 'kfp-wizard-ignore-'));
	await writeTree(root, tree);
	const context = await contextOf(root, '*\n!**/*.md\n');
	expect(context.files.map(({path}) => path)).toEqual(['a.md', 'b.md', 'data/readme.md']);
	await rm(root, {recursive: true});
});

it.each(['!', '[a\n', 'a\\\n', 'x\n! \n'])('the ignore file %j is refused, as docker does', text => {
	expect(() => parseIgnore(text)).toThrow(/ignore file: line/);
});
