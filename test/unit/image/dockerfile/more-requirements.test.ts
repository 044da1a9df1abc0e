// The build of an image with more packages: the same one, with other lines at its end and another tag.
import {expect, it} from 'vitest';
import {withRequirements} from '../../../../src/image/dockerfile/more-requirements.ts';
import type {ImageSource} from '../../../../src/image/source.ts';

const file = (path: string) => ({path, size: 1, executable: false, digest: 'x'});
const source = (path: string | null, prefix?: string): ImageSource => ({
	dockerfile: {path, text: 'FROM python:3.11\n', ignore: '', generated: path === null ? ['Dockerfile'] : []},
	context: {
		root: '/home/ada/demo',
		...(prefix === undefined ? {} : {prefix}),
		files: [file('requirements gpu.txt'), file('src/x.py')],
		folders: [],
		bytes: 2,
		hash: '0123456789ab',
		suspicious: [],
		warnings: [],
	},
	platform: 'linux/amd64',
});

it('installs the file as root in a generated Dockerfile, as its user in one of the project', () => {
	const {dockerfile, context} = withRequirements(source(null, 'shop'), 'requirements gpu.txt');
	expect(dockerfile.text.split('\n').slice(3)).toEqual([
		'USER root',
		'COPY ["shop/requirements gpu.txt", "requirements gpu.txt"]',
		"RUN python3 -m pip install --no-cache-dir -r 'requirements gpu.txt'",
		'USER 1000:0',
		'',
	]);
	expect(dockerfile.generated, 'it is not written into the project').toEqual([]);
	expect(context.hash).toMatch(/^[0-9a-f]{12}$/);
	expect(context.hash).not.toBe('0123456789ab');
	const own = withRequirements(source('Dockerfile'), 'requirements gpu.txt').dockerfile.text;
	expect(own).toContain('COPY ["requirements gpu.txt", "requirements gpu.txt"]');
	expect(own).not.toContain('USER');
});

it('refuses a file that the build does not get', () => {
	expect(() => withRequirements(source(null), 'requirements-gpu.txt')).toThrow('does not go into the image');
});
