// Words of commands that are shown to the user, as real shells read them.
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {ignoreCommand} from '../../../src/system/ignore-command.ts';
import {findProgram} from '../../../src/system/exec.ts';
import {quote} from '../../../src/system/text.ts';

const run = promisify(execFile);

const hostile = [
	'',
	'plain/path.yaml',
	"it's",
	'a "b" c',
	'$(touch x) `touch y` ${HOME} $HOME',
	'a\nb',
	'a\n',
	'a\tb\r\u001B[2J\u0007',
	'-rf',
	'-\n',
	'--',
	'~',
	'~/x',
	'*?[a]{b,c}',
	'a\\b\\n%s%%',
	'\\n\n%d\'"',
	'; rm -rf . & | > < !',
	'#x',
	'=x',
	'%self',
	'a\\',
	String.raw`\\ \' \\n`,
	'!h\u200B!',
	'ü\u200B\u202Eé',
	'😀\n1',
	'a\u2028b\u00ADc\u061C',
];
/** The same characters, in every order that a counter gives. */
const shuffled = Array.from({length: 400}, (_, seed) =>
	hostile
		.map(text => text.match(/./gsu) ?? [])
		.map((letters, index) => letters[(seed * 7 + index * 13) % (letters.length + 1)] ?? '')
		.join(''),
);
const words = [...hostile, ...shuffled];

describe.each(['sh', 'bash', 'zsh', 'dash', 'fish'])('%s', name => {
	it('reads every quoted word as it was', async context => {
		const shell = await findProgram(name);
		if (shell === undefined) return context.skip(`${name} is not installed`);
		const script = words.map(word => `printf '%s\\0' ${quote(word)}`).join('\n');
		const {stdout} = await run(shell, ['-c', script], {env: {LC_ALL: 'C.UTF-8', HOME: '/home/ada'}});
		expect(stdout.split('\0').slice(0, -1)).toEqual(words);
	});
});

it('a quoted word has no character that is not shown, but line breaks at its end', () => {
	for (const word of words) expect(quote(word).replace(/'\n+'$/, '')).not.toMatch(/[\p{Cc}\u00AD\u061C\u200B-\u202E]/u);
});

it('a path goes to an ignore file as one rule, whatever it begins with', async () => {
	const script = ['-n', '#x', '!x', 'a\nb', 'c*'].map(path => ignoreCommand(path, '/dev/stdout')).join('\n');
	const {stdout} = await run('sh', ['-c', `{ ${script}\n} | cat`]);
	expect(stdout.split('\n').slice(0, -1)).toEqual(['-n', String.raw`\#x`, String.raw`\!x`, 'a?b', String.raw`c\*`]);
});
