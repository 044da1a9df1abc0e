// The rule config/source: a configuration that is not in the project, or under an absolute path.
import {expect, it} from 'vitest';
import type {Project} from '../../../../../src/schema/project.ts';
import {found} from '../../../../support/facts.ts';

type SourceProblem = NonNullable<Project['sourceProblems']>[number];
const problem = (
	kind: SourceProblem['kind'],
	what: string,
	value: string,
	absolute: string | null,
): Partial<Project> => ({
	sourceProblems: [{kind, what, value, absolute, place: {file: 'src/demo/settings.py', line: 4}}],
	...(what === 'CONF_SOURCE' ? {confSource: value} : {baseEnvironment: value}),
});

const own = {dockerfile: {text: 'FROM x', generated: false}};
const far = '../../../../conf';

it.each([
	[{}, problem('outside', 'CONF_SOURCE', '../shop-conf', null), 'the image gets a copy'],
	[
		{},
		problem('outside', 'CONF_SOURCE', '../shop-conf', '/home/ada/shop-conf'),
		'the image gets a copy, and the tasks get --conf-source=../shop-conf',
	],
	[
		{},
		problem('outside', 'base_env', '../shared/base', '/home/ada/shared/base'),
		'the image gets a copy, and a link leads to it under its absolute path',
	],
	[
		own,
		problem('absolute', 'CONF_SOURCE', 'settings', '/home/ada/demo/settings'),
		'the tasks get --conf-source=settings',
	],
])('tasks get it: %#', (facts, project, way) => {
	expect(found('config/source', {...facts, project})).toMatchObject([
		{severity: 'info', file: 'src/demo/settings.py', line: 4, message: expect.stringMatching(new RegExp(`: ${way}$`))},
	]);
});

it.each([
	[
		own,
		problem('outside', 'CONF_SOURCE', '../shop-conf', null),
		'Move the folder to conf, and write CONF_SOURCE = "conf"',
	],
	[{}, problem('outside', 'CONF_SOURCE', far, null), 'Move the folder to conf, and write CONF_SOURCE = "conf"'],
	[
		own,
		problem('outside', 'base_env', '../shared/base', '/home/ada/shared/base'),
		'Move the folder to conf/base, and write "base_env": "base"',
	],
	[own, problem('absolute', 'base_env', 'base', '/home/ada/demo/conf/base'), 'Write "base_env": "base"'],
])('tasks lack it: %#', (facts, project, fix) => {
	const [only] = found('config/source', {...facts, project});
	expect(only).toMatchObject({severity: 'error', fix: {title: fix}});
	expect(only?.message).not.toContain('/home/ada');
});

it('another project passes', () => expect(found('config/source', {project: {sourceProblems: []}})).toEqual([]));
