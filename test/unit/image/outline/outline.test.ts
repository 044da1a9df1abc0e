// The outline of an image: stages, variables, and where files are.
import {expect, it} from 'vitest';
import {outlineOf} from '../../../../src/image/outline/outline.ts';
import {pathOf} from '../../../../src/image/outline/stage.ts';

const files = ['a.txt', 'lib/b.txt', 'lib/deep/c.txt'];
const outline = (text: string, more: readonly string[] = files) =>
	outlineOf({text, platform: 'linux/arm64', files: more, folders: ['empty'], requirementNames: () => undefined});
const placed = (text: string) => [...(outline(`FROM python:3.11\n${text}`)?.image.files.keys() ?? [])].sort();

it('places files as COPY does', () => {
	expect(placed('COPY a.txt /x')).toEqual(['/x']);
	expect(placed('COPY a.txt /x/')).toEqual(['/x/a.txt']);
	expect(placed('WORKDIR /x\nCOPY a.txt .')).toEqual(['/x/a.txt']);
	expect(placed('WORKDIR /x\nCOPY a.txt /x')).toEqual(['/x/a.txt']);
	expect(placed('COPY lib /x')).toEqual(['/x/b.txt', '/x/deep/c.txt']);
	expect(placed('COPY lib/*.txt a.txt /x')).toEqual(['/x/a.txt', '/x/b.txt']);
	expect(placed('COPY empty /x')).toEqual(['/x']);
	expect(placed('COPY ["a.txt", "/with blank/"]')).toEqual(['/with blank/a.txt']);
	expect(placed('COPY --parents lib/deep a.txt /x')).toEqual(['/x/a.txt', '/x/lib/deep/c.txt']);
	expect(placed('COPY lib[ /x')).toEqual([]);
	expect(placed('COPY lib /x\nRUN mv /x/deep /y && rm /x/b.txt')).toEqual(['/y/c.txt']);
	expect(placed('RUN mkdir -p /x/{one,two}')).toEqual(['/x/one', '/x/two']);
	expect(placed('COPY <<A /x/\nhello\nA')).toEqual(['/x/A']);
});

it('gives a stage what it inherits, and ARGs of the whole file only where they are named again', () => {
	const text = [
		'ARG DIR=/srv',
		'FROM python:3.11 AS base',
		'ENV PATH=/v/bin:$PATH KEY="a b"',
		'ENV OLD style $KEY',
		'WORKDIR /app',
		'FROM base',
		'ARG DIR TARGETARCH',
		'WORKDIR $DIR/$TARGETARCH',
		'USER 7',
	].join('\n');
	const found = outline(text);
	expect(found?.stages.map(({name, line, end}) => [name, line, end])).toEqual([
		['base', 2, 5],
		[undefined, 6, 9],
	]);
	expect(found?.image).toMatchObject({workdir: '/srv/arm64', user: {value: '7', line: 9}});
	expect(found && pathOf(found.image)?.[0]).toBe('/v/bin');
	expect(found?.image.env.get('OLD')).toBe('style a b');
	expect(outline('# nothing')).toBeUndefined();
});

it('stays quick with many files', () => {
	const many = Array.from({length: 5000}, (_, index) => `data/${index % 100}/${index}.csv`);
	const started = performance.now();
	outline(
		'FROM python:3.11 AS a\nWORKDIR /app\nCOPY . .\nRUN pip install x\nFROM python:3.11\nCOPY --from=a /app /app\nCOPY data /data',
		many,
	);
	expect(performance.now() - started).toBeLessThan(2000);
});
