// Files that must not be in an image stop the deploy.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {refuseSuspicious} from '../../../../../src/deploy/steps/image/suspicious.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {scratch} from '../../../../support/scratch.ts';

const root = '/app';
const suspicious = [
	{path: '.env', reason: 'looks like a file of secrets'},
	{path: 'keys/id_rsa', reason: 'looks like a private key'},
];

it('every suspicious file is named with its reason, and the first with the two ways to go on', () => {
	expect(() => refuseSuspicious({suspicious, root}, {})).toThrow(
		expect.objectContaining({
			kind: 'project',
			code: 'SUSPICIOUS_FILE',
			message: 'The image would contain 2 files that should not be in an image',
			detail: '.env: looks like a file of secrets\nkeys/id_rsa: looks like a private key',
			next: [
				{
					command: 'kfp-wizard check --fix',
					when: 'to write the list of kfp-wizard to .dockerignore: there you can add it',
				},
				{command: '--allow-file .env', when: 'if the file is harmless'},
			],
		}),
	);
});

it('files that --allow-file names are let through, and only those', () => {
	expect(() => refuseSuspicious({suspicious, root}, {allowFile: flag(['.env'], '--allow-file')})).toThrow('1 file ');
	expect(() =>
		refuseSuspicious({suspicious, root}, {allowFile: flag(['.env', 'keys/id_rsa'], '--allow-file')}),
	).not.toThrow();
	expect(() => refuseSuspicious({suspicious: [], root}, {})).not.toThrow();
});

it('the commands quote a path as a shell needs it', async () => {
	const odd = [{path: "it's a key.pem", reason: 'x'}];
	const own = await scratch();
	await writeFile(join(own, '.dockerignore'), '*.log');
	expect(() => refuseSuspicious({suspicious: odd, root: own}, {})).toThrow(
		expect.objectContaining({
			next: [
				{command: `printf '\\n%s\\n' 'it'\\''s a key.pem' >> ${own}/.dockerignore`, when: 'to leave it out'},
				{command: `--allow-file 'it'\\''s a key.pem'`, when: 'if the file is harmless'},
			],
		}),
	);
});

it('a line of content is named, and what the checks judge does not stop here', () => {
	const found = [
		{path: 'src/x.py', line: 3, reason: 'contains a GitHub token'},
		{path: 'docs/x.md', line: 4, reason: 'may contain a URL with a password', certain: false},
		{path: 'conf/base/x.yml', line: 5, reason: 'contains a value of "password"', inConfiguration: true as const},
	];
	expect(() => refuseSuspicious({suspicious: found, root}, {})).toThrow(
		expect.objectContaining({detail: 'src/x.py:3: contains a GitHub token'}),
	);
});

it('the ignore file of the project gets the line, whatever it is called', async () => {
	const own = await scratch();
	await writeFile(join(own, '.containerignore'), 'data\n');
	expect(() =>
		refuseSuspicious({ignoreFile: '.containerignore', suspicious: [{path: '.env', reason: 'x'}], root: own}, {}),
	).toThrow(
		expect.objectContaining({
			next: [{command: `printf '%s\\n' .env >> ${own}/.containerignore`, when: 'to leave it out'}, expect.anything()],
		}),
	);
});
