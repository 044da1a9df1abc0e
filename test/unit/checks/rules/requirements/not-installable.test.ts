// The rule requirements/not-installable: what a build of the image cannot get.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';
import {layoutOf} from '../../../../support/layout.ts';

const rule = 'requirements/not-installable';
const generated = {text: 'FROM python', generated: true};
const problems = [
	{message: './libs/gone does not exist', fix: 'Correct the path', place: {file: 'requirements.txt', line: 3}},
];

it('what the inspection found is an error for a generated Dockerfile and a warning for any other', () => {
	const project = {layout: layoutOf('requirements', {problems})};
	expect(found(rule, {project, dockerfile: generated})).toMatchObject([
		{severity: 'error', message: './libs/gone does not exist', file: 'requirements.txt', line: 3},
	]);
	expect(found(rule, {project})).toMatchObject([{severity: 'warning'}]);
	expect(found(rule, {project: {layout: layoutOf('requirements')}, dockerfile: generated})).toEqual([]);
});

it('a folder of the project that an ignore file leaves out is included', () => {
	const local = ['dist/x.whl', '../libs/common'].map(path => ({path, absolute: false}));
	const project = {layout: layoutOf('requirements', {local})};
	expect(found(rule, {project, dockerfile: generated, imageHasFile: () => false})).toMatchObject([
		{file: 'dist/x.whl', fix: {title: 'Add to .dockerignore: !dist/x.whl'}},
	]);
});

it('files that do not say what the image gets are named', () => {
	const project = {
		layout: layoutOf(null, {files: []}),
		requirements: ['requirements/dev.txt', 'requirements/docs.txt'],
	};
	expect(found(rule, {project, dockerfile: generated})).toMatchObject([
		{message: 'None of requirements/dev.txt, requirements/docs.txt says what the image gets'},
	]);
});
