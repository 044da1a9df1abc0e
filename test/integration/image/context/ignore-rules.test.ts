// The ignore rules, held against what the real engine sends with the same .dockerignore.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {bed} from '../../../bed/bed.ts';
import {describeWith} from '../../../bed/part.ts';
import {contextOf, listImage, writeTree} from '../../../support/tree.ts';
import {ignoreTree} from '../../../support/ignore-tree.ts';

/** Images that the tests made. */
const made: string[] = [];

/** Files of rules; each is tried as it stands. */
const cases: Readonly<Record<string, string>> = {
	nothing: '',
	'only comments and blanks': '# x\n\n   \n',
	"kedro-docker's": `Dockerfile
.dockerignore
# except credentials
conf/**/*credentials*
conf/local/**
!conf/local/.gitkeep
data
logs
notebooks
`,
	'a byte-order mark and CRLF': '\uFEFF*.md\r\n!b.md\r\ndata\r\n',
	'a hash that is no comment': ' #comment\n#odd\n',
	'anchors and slashes': '/a.txt\n./b.md\ndata/\n/sub//.env\nsrc/../README\n',
	'stars stop at slashes': '*/*.yml\n*.csv\n',
	'double stars': '**/*.csv\n**/.env\nconf/**\n',
	'double stars in the middle': 'src/**/foo\nconf/**/secret.yml\n',
	'double stars at both ends': '**/raw/**\n',
	'a question mark and classes': '?.md\n[a-c].txt\nsp?ace.txt\n',
	escapes: '\\[x\\].txt\n\\#comment\n$money.txt\n',
	'a negated class': '[^a].md\n',
	'all but': '*\n!src\n!conf/base/*.yml\n',
	'an exception and its exception': 'data\n!data/raw\ndata/raw/keep\n',
	'the last match wins': '!a.txt\na.txt\n*.md\n!a.md\n*.md\n',
	'no prefix match': 'build\n',
	'white space around': '   data   \n\t*.md\t\n!  b.md \n',
	'empty folders': 'empty/deeper\nlogs/**\n',
	everything: '**\n',
	'the folder but for one file': 'conf/local\n!conf/local/.gitkeep\n',
	dots: '.\n',
	'double star at the end of a name': 'src/pkg/f**\nbui**\n',
};

describeWith(await bed.engine(), 'ignore rules against the real engine', engine => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kfp-wizard-ignore-'));
	});
	afterAll(async () => {
		await rm(folder, {recursive: true, force: true});
		await execa('docker', ['rmi', '--force', ...made], {env: {DOCKER_HOST: engine.host}});
	});

	it.each(Object.entries(cases))('B35: the engine sends the same files for: %s', async (title, ignore) => {
		const root = join(folder, title.replaceAll(' ', '-'));
		await writeTree(root, {...ignoreTree, '.dockerignore': ignore});
		const {files, folders} = await contextOf(root, ignore);
		const ours = [
			...files.map(({path, link}) => (link === undefined ? path : `${path} -> ${link}`)),
			...folders.map(path => `${path}/`),
		];
		expect(ours.sort()).toEqual(await sentByEngine(root, engine.host));
	});
});

/** What the image of `docker build` holds; without the ignore file itself. */
async function sentByEngine(root: string, host: string): Promise<readonly string[]> {
	const env = {DOCKER_HOST: host, DOCKER_BUILDKIT: '0'};
	const {stdout: image} = await execa({env})`docker build --quiet ${root}`;
	made.push(image);
	return (await listImage(image, env)).filter(path => path !== '.dockerignore');
}
