// The rule image/moving-base: base images whose tag moves.
import {expect, it} from 'vitest';
import {foundIn} from '../../../../support/own-dockerfile.ts';

const lines = (text: string) => foundIn(text).flatMap(({rule, line}) => (rule === 'image/moving-base' ? [line] : []));

it('a base without a tag, or with latest, is reported in its line', () => {
	expect(lines('FROM python')).toEqual([1]);
	expect(lines('ARG X=acme/base:latest\n\nFROM $X')).toEqual([3]);
	expect(lines('FROM localhost:5000/base AS a\nFROM python:latest\nCOPY --from=a /x /x')).toEqual([1, 2]);
});

it('a version, a digest, a stage and an empty image are not', () => {
	for (const from of [
		'python:3.11',
		'localhost:5000/base:1',
		`acme/base@sha256:${'a'.repeat(64)}`,
		'scratch',
		'$UNSET',
	])
		expect([from, lines(`FROM ${from}`)]).toEqual([from, []]);
	expect(lines('FROM python:3.11 AS base\nFROM base')).toEqual([]);
});
