// The rule image/unwanted-file: files that should not be in the image.
import {expect, it} from 'vitest';
import {pathToAllow} from '../../../../../src/checks/rules/image/unwanted-file.ts';
import {found, type FactOverrides} from '../../../../support/facts.ts';

const rule = 'image/unwanted-file';

it('a file that looks like credentials is an error, and a folder that is only large a warning', () => {
	const unwanted = [
		{path: 'conf/prod/credentials.yml', reason: 'named like credentials', secret: true, inDockerfile: false},
		{path: 'logs', reason: '4.1 MB that no task of this pipeline reads', secret: false, inDockerfile: false},
		{path: 'Dockerfile', reason: 'line 2 sets TOKEN', secret: true, inDockerfile: true},
	];
	expect(found(rule, {unwanted})).toMatchObject([
		{severity: 'error', file: 'Dockerfile', message: 'Dockerfile: line 2 sets TOKEN'},
		{severity: 'error', file: 'conf/prod/credentials.yml'},
		{severity: 'warning', file: 'logs'},
	]);
});

it('an image without such files, and one that is not known, pass', () => {
	expect(found(rule, {unwanted: []})).toEqual([]);
	expect(found(rule)).toEqual([]);
});

it('the advice is a line of the ignore file, or to remove a key or a Dockerfile line', () => {
	const unwanted = (path: string, reason: string, inDockerfile = false, line?: number) => ({
		unwanted: [{path, reason, secret: true, inDockerfile, ...(line === undefined ? {} : {line})}],
	});
	const advice = (given: FactOverrides) => found(rule, given)[0]?.fix?.title;
	expect(advice(unwanted('certs[1].json', 'named like credentials'))).toBe(
		String.raw`Add to .dockerignore: certs\[1\].json; or use --allow-file 'certs[1].json' if it is harmless`,
	);
	const key = unwanted('src/x.py', 'contains the id of an AWS key', false, 7);
	expect(advice(key)).toMatch(/^Remove it from src\/x\.py and revoke it/);
	expect(found(rule, key)).toMatchObject([
		{line: 7, message: 'src/x.py would be in the image and contains the id of an AWS key'},
	]);
	const line = unwanted('Dockerfile', 'line 2 sets TOKEN', true);
	expect(advice(line)).toBe('Remove it from Dockerfile');
	const allowed = [unwanted("it's.pem", 'named like credentials'), key, line].flatMap(given => found(rule, given));
	expect(allowed.map(pathToAllow)).toEqual(["it's.pem", 'src/x.py', undefined]);
});
