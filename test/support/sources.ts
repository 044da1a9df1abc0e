// The sources, for tests that hold for every place of a kind.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** File and text, without comments. */
export const sources = readdirSync('src', {recursive: true, encoding: 'utf8'})
	.filter(file => /\.tsx?$/.test(file))
	.map(file => [file, readFileSync(join('src', file), 'utf8').replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')] as const);
