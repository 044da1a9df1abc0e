// The rule requirements/missing: projects that do not say what to install, or not Kedro.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'requirements/missing';
const generated = {text: 'FROM python\nRUN pip install -r requirements.txt', generated: true};
const own = {text: 'FROM acme/base', generated: false};

it('missing requirements are an error for a generated Dockerfile and a warning for any other', () => {
	const project = {requirements: [], requires: []};
	expect(found(rule, {project, dockerfile: generated})).toMatchObject([{severity: 'error'}]);
	expect(found(rule, {project, dockerfile: own})).toMatchObject([{severity: 'warning'}]);
	expect(found(rule, {project})[0]?.fix?.title).toContain('kedro==1.7.0');
});

it('requirements without Kedro are a warning, unless the Dockerfile has it or they cannot be read', () => {
	expect(found(rule, {project: {installs: ['pandas']}})).toMatchObject([
		{severity: 'warning', file: 'requirements.txt', fix: {title: 'Add kedro==1.7.0 to requirements.txt'}},
	]);
	expect(found(rule, {project: {installs: ['kedro', 'pandas']}})).toEqual([]);
	expect(found(rule, {project: {installs: null}})).toEqual([]);
	const dockerfile = {text: 'FROM python\nRUN pip install kedro', generated: false};
	expect(found(rule, {project: {installs: ['pandas']}, dockerfile})).toEqual([]);
});
