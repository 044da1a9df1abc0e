// Reading a Dockerfile into instructions: lines, flags, continuation, here-documents, directives.
import {expect, it} from 'vitest';
import {flagOf, parseDockerfile, triggerOf} from '../../../../src/image/dockerfile/parse.ts';

const read = (text: string) =>
	parseDockerfile(text).instructions.map(({keyword, line, end, text}) => `${line}-${end} ${keyword} ${text}`);

it('joins continued lines without the comments and blank lines between them', () => {
	const text = '\uFEFF# a comment\r\n\r\nfrom x\r\n  RUN a \\\r\n  # not this\r\n\r\n  && b \\ \r\n  && c\r\nCMD d';
	expect(read(text)).toEqual(['3-3 FROM x', '4-8 RUN a   && b   && c', '9-9 CMD d']);
	expect(read('RUN a \\')).toEqual(['1-1 RUN a']);
	expect(read('')).toEqual([]);
});

it('a directive before everything else changes the character that continues lines', () => {
	expect(read('# syntax=docker/dockerfile:1\n# escape=`\nRUN dir C:\\\nRUN a `\n b')).toEqual([
		'3-3 RUN dir C:\\',
		'4-5 RUN a  b',
	]);
	expect(read('FROM x\n# escape=`\nRUN a \\\n b')).toEqual(['1-1 FROM x', '3-4 RUN a  b']);
});

it('reads flags, and arguments in the JSON form', () => {
	const [copy, run, cmd] = parseDockerfile(
		'COPY --from="a" --link ["x y", "/z"]\nRUN --mount=type=secret,id=a --mount=type=cache,target=/c pip --version\nCMD ["a", 1]',
	).instructions;
	expect(copy).toMatchObject({
		json: ['x y', '/z'],
		flags: [
			['from', 'a'],
			['link', ''],
		],
	});
	expect(copy && flagOf(copy, 'from')).toBe('a');
	expect(run).toMatchObject({text: 'pip --version', json: undefined});
	expect(run?.flags).toHaveLength(2);
	expect(cmd?.json).toBeUndefined();
});

it('reads here-documents, and not the operators that look like one', () => {
	const text =
		'RUN <<EOF cat > /a && <<-"B" cat\nCOPY x\nEOF\n\ty\n\tB\nCOPY <<F /f\nz\nF\nRUN echo $((1<<N))\nENV A=<<X\nCMD x';
	const {instructions} = parseDockerfile(text);
	expect(
		instructions.map(({keyword, heredocs}) => [keyword, ...heredocs.map(({name, content}) => `${name}:${content}`)]),
	).toEqual([['RUN', 'EOF:COPY x', 'B:\ty'], ['COPY', 'F:z'], ['RUN'], ['ENV'], ['CMD']]);
});

it('reads the instruction behind ONBUILD', () => {
	const [onbuild] = parseDockerfile('ONBUILD COPY --from=a b c').instructions;
	expect(onbuild && triggerOf(onbuild)).toMatchObject({keyword: 'COPY', text: 'b c', flags: [['from', 'a']], line: 1});
});
