// The rule image/root-user: tasks that run as root.
import {expect, it} from 'vitest';
import {foundIn} from '../../../../support/own-dockerfile.ts';

const found = (text: string) =>
	foundIn(text).flatMap(({rule, line, severity}) => (rule === 'image/root-user' ? [`${severity} ${line}`] : []));

it('root is a warning, by default or by USER', () => {
	expect(found('FROM python:3.11')).toEqual(['warning 1']);
	expect(found('FROM python:3.11 AS a\nUSER app\nFROM a\nUSER root\nUSER root:root')).toEqual(['warning 5']);
	expect(found('ARG U=0\nFROM debian:12\nARG U\nUSER $U:0')).toEqual(['warning 4']);
});

it('another user, and a base whose user is not known, are not', () => {
	for (const text of [
		'FROM python:3.11\nUSER 1000:0',
		'FROM acme/base:1',
		'FROM jupyter/base-notebook:1',
		'FROM mambaorg/micromamba:1',
	])
		expect([text, found(text)]).toEqual([text, []]);
});
