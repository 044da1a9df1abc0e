// Any text from outside: what is made of it keeps its form, and what is written of it is read back as the same.
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {anotherName, credentialsSecretName, kfpNames, specFileName, versionName} from '../../src/deploy/names.ts';
import {setValues, valueIn} from '../../src/fixes/yaml/set-values.ts';
import {formatReference, parseReference} from '../../src/image/reference.ts';
import {parse} from '../../src/pipeline-spec/read-yaml.ts';
import {stringify} from '../../src/pipeline-spec/write-yaml.ts';
import {WizardError} from '../../src/system/errors.ts';
import {splitWords} from '../../src/system/split-words.ts';
import {clean, cleanLine, quote} from '../../src/system/text.ts';
import {identifiers} from '../../src/tasks/identifiers.ts';
import {slug, taskNames} from '../../src/tasks/kubernetes-names.ts';
import {cutEnd, cutMiddle, widthOf} from '../../src/ui/text/fit.ts';
import {unicode} from '../../src/ui/text/glyphs.ts';
import {paint, row, segment} from '../../src/ui/text/rows.ts';
import {wrapRow} from '../../src/ui/text/wrap.ts';

/** The same texts in every run: what fails here fails everywhere. */
const runs = {seed: 20_261_128, numRuns: 150};
const holds = <T>(texts: fc.Arbitrary<T>, check: (value: T) => void): void =>
	fc.assert(fc.property(texts, check), runs);

/** Pieces of what terminals, shells, YAML, templates and Kubernetes obey, beside any text. */
const piece = fc.oneof(
	fc.string({unit: 'binary', maxLength: 12}),
	fc.string({unit: 'grapheme', maxLength: 8}),
	fc.constantFrom<string>(
		'\u001B[31m',
		'\u001B]52;c;aGk=\u0007',
		'\u009B2J',
		'\r',
		'\n',
		'\t',
		'\0',
		'\u200B',
		'\u202E',
		'\uFEFF',
		'$(id)',
		'`id`',
		'${HOME}',
		"'",
		'"',
		'\\',
		'; rm -rf /',
		'&&',
		'%s',
		'-x',
		'--yes',
		'~',
		'*',
		'#',
		'!',
		': ',
		'- ',
		'&a',
		'*a',
		'<<',
		'{{workflow.name}}',
		"{{$.inputs.parameters['x']}}",
		'no',
		'012',
		'1e3',
		'=',
		'@',
		'ｆｕｌｌ',
		'ß',
		'İ',
		'日本',
		'👩‍👩‍👧',
		'é',
		'..',
		'/',
		':',
		'_',
		'a'.repeat(140),
	),
);
const hostile = fc.array(piece, {maxLength: 6}).map(pieces => pieces.join(''));
/** What files and arguments can hold. */
const whole = hostile.map(text => Buffer.from(text).toString().replaceAll('\0', ''));

describe('any text', () => {
	it('is a word that a shell, and what reads command lines here, takes as it is', () => {
		holds(whole, text => {
			const word = quote(text);
			expect(word).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
			if (!word.startsWith('"$(printf ')) expect(splitWords(`a ${word} b`)).toEqual(['a', text, 'b']);
		});
	});

	it('has no character that a terminal obeys once it is clean, and stays clean', () => {
		holds(hostile, text => {
			expect(clean(text)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E]/);
			expect(clean(clean(text))).toBe(clean(text));
			expect(cleanLine(text)).not.toContain('\n');
		});
	});

	it('is painted on one line with the styles of kfp-wizard alone', () => {
		const looks = [
			{glyphs: unicode, colour: true, links: true},
			{glyphs: unicode, colour: false},
		] as const;
		holds(hostile, text => {
			for (const look of looks) {
				const painted = paint(row(segment(text, 'bad'), text, segment(text, 'title')), look);
				expect(painted.replaceAll(/\u001B\[[0-9;]*m/g, '')).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
				if (!look.colour) expect(painted).not.toContain('\u001B');
			}
		});
	});

	it('is cut and wrapped to the width that there is', () => {
		holds(fc.tuple(hostile.map(cleanLine), fc.integer({min: 2, max: 60})), ([text, width]) => {
			expect(widthOf(cutEnd(text, width, '…'))).toBeLessThanOrEqual(width);
			expect(widthOf(cutMiddle(text, width, '…'))).toBeLessThanOrEqual(width);
			for (const line of wrapRow(row(text), width))
				expect(widthOf(line.map(one => one.text).join(''))).toBeLessThanOrEqual(width);
		});
	});

	it('becomes a name that Kubernetes and Kubeflow take, another one for another text', () => {
		const dns = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;
		holds(fc.uniqueArray(whole, {minLength: 1, maxLength: 6}), texts => {
			const names = taskNames(texts);
			expect(new Set(names.values()).size).toBe(texts.length);
			const keys = identifiers(texts);
			expect(new Set(keys.values()).size).toBe(texts.length);
			for (const name of names.values()) expect(name).toMatch(dns);
			for (const text of texts) {
				expect(slug(text).length).toBeLessThanOrEqual(127);
				for (const name of kfpNames(text, text, text)) {
					for (const made of [name, anotherName(name), versionName(name, 'abcdef012345')]) {
						expect(made).toMatch(dns);
						expect(made.length).toBeLessThanOrEqual(127);
					}
					expect(credentialsSecretName(name)).toMatch(dns);
				}
				expect(specFileName(text)).toMatch(/^[a-z][a-z0-9-]*\.yaml$/);
			}
		});
	});

	it('is in a spec what readers of YAML 1.1 read', () => {
		holds(fc.tuple(whole, whole), ([key, text]) => {
			const document = {[`k${key}`]: text, list: [text, {inner: text}], number: 1e21, on: true};
			const written = stringify(document, new Set(['list']));
			expect(parse(written)).toEqual([document]);
		});
	});

	it('is a value of kfp.yml that is read back, and everything else in the file stays', () => {
		const before = '# mine\nother: &a [1, 2]   # kept\nagain: *a\n';
		holds(fc.tuple(whole, whole), ([key, text]) => {
			const path = ['params', `k${key}`];
			const after = setValues(before, [{path, value: text}], 'kfp.yml');
			expect(after.startsWith(before)).toBe(true);
			expect(valueIn(after, path, 'kfp.yml')).toBe(text);
		});
	});

	it('is an image reference that is written as it was read, or refused with the place of the mistake', () => {
		const almost = fc
			.tuple(fc.constantFrom<string>('', 'ghcr.io/', 'localhost:5000/', '[::1]:5000/', 'Docker.io/'), piece, piece)
			.map(([host, path, tag]) => `${host}a${path}:b${tag}`);
		holds(fc.oneof(hostile, almost), text => {
			try {
				const reference = parseReference(text);
				expect(parseReference(formatReference(reference))).toEqual(reference);
				expect(text).toMatch(/^[\w.:/@[\]-]+$/);
			} catch (error) {
				if (!(error instanceof WizardError)) throw error;
				expect(error.code).toBe('BAD_IMAGE_REFERENCE');
			}
		});
	});
});
