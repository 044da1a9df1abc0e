// Every error of every command has a code that the documentation explains, and a next command that exists.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parse} from '../../../src/cli/parse.ts';
import {withNext} from '../../../src/cli/with-next.ts';
import {commandNames} from '../../../src/options/option.ts';
import {type ErrorKind, exitCodes, WizardError} from '../../../src/system/errors.ts';
import {splitWords} from '../../../src/system/split-words.ts';

/** The sources without their comments, by file. */
const sources = readdirSync('src', {recursive: true, encoding: 'utf8'})
	.filter(file => /\.tsx?$/.test(file))
	.map(file => [file, readFileSync(join('src', file), 'utf8').replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')] as const);

const codes = [
	...new Set(
		sources.flatMap(([, text]) => [...text.matchAll(/\bcode: '([A-Z][A-Z0-9_]+)'/g)].map(([, code = '']) => code)),
	),
];

describe('every code', () => {
	const explained = readFileSync('docs/troubleshooting.md', 'utf8');

	it.each(codes)('%s is explained', code => expect(explained).toContain(`\`${code}\``));

	it('is found', () => expect(codes.length).toBeGreaterThan(100));
});

it('every kind of error of every command has a next command, unless the user stopped it', () => {
	for (const command of commandNames)
		for (const kind of Object.keys(exitCodes) as ErrorKind[]) {
			const {next} = withNext(new WizardError(kind, 'It failed', {code: 'X'}), command, ['x']);
			expect(next.length, `${command} ${kind}`).toBe(kind === 'declined' || kind === 'cancelled' ? 0 : 1);
		}
});

/** The text of a literal that starts at its quote, with 1 for each value that stands for a word of its own. */
function literalAt(text: string): string {
	const quote = text.charAt(0);
	let value = '';
	for (let at = 1; at < text.length && text.charAt(at) !== quote; at++) {
		if (!text.startsWith('${', at)) {
			value += text.charAt(at);
			continue;
		}
		for (let depth = 1, inside = at + 2; depth > 0 && inside < text.length; inside++) {
			depth += text.charAt(inside) === '{' ? 1 : text.charAt(inside) === '}' ? -1 : 0;
			at = inside;
		}
		if (/[ /=]$/.test(value)) value += '1';
	}
	return value;
}

const commands = sources.flatMap(([file, text]) =>
	[...text.matchAll(/\bcommand: (?=['`]kfp-wizard (?!\$))/g)].map(
		({index, 0: before}) => [literalAt(text.slice(index + before.length)), file] as const,
	),
);

it('the commands of the sources are found', () => expect(commands.length).toBeGreaterThan(60));

it.each(commands)('%s is a valid command (%s)', command => {
	for (const part of command.split(' | ')) {
		const argv = (splitWords(part) ?? []).slice(1).filter(word => word !== '--help');
		expect(() => parse(argv, {}, 'x')).not.toThrow();
	}
});
