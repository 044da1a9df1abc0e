// The commands of a RUN.
import {expect, it} from 'vitest';
import {parseDockerfile} from '../../../../src/image/dockerfile/parse.ts';
import {commandsOf} from '../../../../src/image/outline/shell.ts';

const commands = (text: string) =>
	parseDockerfile(text).instructions.flatMap(instruction => commandsOf(instruction).map(words => words.join(' ')));

it('splits a script into commands, without redirections, keywords and comments', () => {
	expect(commands('RUN set -e; a "b && c" > /x 2>&1 && (cd y && d) || if e; then sudo f; fi | g')).toEqual([
		'set -e',
		'a "b && c"',
		'cd y',
		'd',
		'e',
		'f',
		'fi',
		'g',
	]);
	expect(commands('RUN <<EOF\n# c\na \\\n  b # d\ne\nEOF')).toEqual(
		['a   b', 'e'].map(text => text.replaceAll('   ', ' ')),
	);
});

it('reads what a shell gets as an argument', () => {
	expect(commands(`RUN ["/bin/bash", "-c", "a && b 'c d'"]`)).toEqual(['a', "b 'c d'"]);
	expect(commands(`RUN bash -lc 'a; b'`)).toEqual(['a', 'b']);
	expect(commands('RUN ["a", "b c"]')).toEqual(["'a' 'b c'"]);
});
