// The file that a spec is written to.
import {mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {argoWorkflow} from '../../../src/pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {refuseUnwritable, specHash, writeSpec} from '../../../src/pipeline-spec/write-spec.ts';
import {pipeline, specInput} from '../../support/spec-samples.ts';

const text = pipelineSpec(specInput(pipeline({a: []})));
const other = pipelineSpec(specInput(pipeline({a: [], b: ['a']})));

let folder = '';
let path = '';
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'write-spec-'));
	path = join(folder, 'space-flights.yaml');
});
afterEach(() => rm(folder, {recursive: true, force: true}));

describe('writeSpec', () => {
	it('a spec is created, left unchanged or updated', async () => {
		expect(await writeSpec(path, text)).toBe('created');
		expect(await writeSpec(path, text)).toBe('unchanged');
		expect(await writeSpec(path, other)).toBe('updated');
		expect(await readFile(path, 'utf8')).toBe(other);
		expect(await readdir(folder)).toEqual(['space-flights.yaml']);
	});

	it.each([
		['one of the other format', argoWorkflow(specInput(pipeline({a: []})))],
		['one that lost its header to a formatter', text.replaceAll(/^#.*\n/gm, '')],
		['one that was damaged', `${text.slice(0, 300)}: {`],
	])('an earlier spec of kfp-wizard is updated: %s', async (_, old) => {
		await writeFile(path, old);
		expect(await writeSpec(path, other)).toBe('updated');
	});

	it.each([
		['notes', 'my notes\n'],
		['an empty file', ''],
		['the spec of another compiler', text.replaceAll(/^#.*\n/gm, '').replaceAll('kfp-wizard-', 'kfp-')],
		['a file that only mentions kfp-wizard', `# my pipeline\n${text}: {`],
	])('F33: %s is never overwritten', async (_, old) => {
		await writeFile(path, old);
		await expect(writeSpec(path, text)).rejects.toMatchObject({
			kind: 'usage',
			code: 'NOT_OUR_FILE',
			next: [{command: '--spec PATH'}],
		});
		expect(await readFile(path, 'utf8')).toBe(old);
	});

	it('F33: links and folders are refused, even a link to a spec of kfp-wizard', async () => {
		const target = join(folder, 'target.yaml');
		await writeFile(target, text);
		await symlink(target, path);
		await expect(writeSpec(path, other)).rejects.toMatchObject({code: 'NOT_OUR_FILE'});
		await symlink(join(folder, 'nowhere'), join(folder, 'dangling.yaml'));
		await expect(writeSpec(join(folder, 'dangling.yaml'), text)).rejects.toMatchObject({code: 'NOT_OUR_FILE'});
		await mkdir(join(folder, 'folder.yaml'));
		await expect(writeSpec(join(folder, 'folder.yaml'), text)).rejects.toMatchObject({code: 'NOT_OUR_FILE'});
		expect(await readFile(target, 'utf8')).toBe(text);
	});

	it('the error names the missing folder', async () => {
		await expect(writeSpec(join(folder, 'missing', 'a.yaml'), text)).rejects.toMatchObject({code: 'ENOENT'});
	});
});

describe('specHash', () => {
	it('the hash of a spec is the start of its SHA-256 digest', () => {
		expect(specHash('')).toBe('e3b0c44298fc');
		expect(specHash('größe')).not.toBe(specHash('grösse'));
		expect(specHash(text)).toMatch(/^[0-9a-f]{12}$/);
	});
});

it('F5: a path to which no spec can be written is an error before anything is built', async () => {
	const missing = refuseUnwritable(join(folder, 'no', 'such', 'x.yaml'));
	await expect(missing).rejects.toMatchObject({kind: 'usage', code: 'SPEC_UNWRITABLE'});
	await expect(missing).rejects.toThrow(/there is no folder .*no\/such/);
	await writeFile(join(folder, 'file'), '');
	await expect(refuseUnwritable(join(folder, 'file', 'x.yaml'))).rejects.toThrow('is not a folder');
	await expect(refuseUnwritable(join(folder, 'x.yaml'))).resolves.toBeUndefined();
});
