// The rule config/source: a configuration that tasks do not have.
import {expect, it} from 'vitest';
import type {Project} from '../../../../../src/schema/project.ts';
import {found} from '../../../../support/facts.ts';

type SourceProblem = NonNullable<Project['sourceProblems']>[number];
const problem = (kind: SourceProblem['kind'], what: string, value: string): Partial<Project> => ({
	sourceProblems: [{kind, what, value, place: {file: 'src/demo/settings.py', line: 4}}],
});

it.each([
	['outside', 'CONF_SOURCE', '../shop-conf', '../shop-conf', 'Move the folder to conf, and write CONF_SOURCE = "conf"'],
	['outside', 'base_env', '/etc/shop/base', 'conf', 'Move the folder to conf/base, and write "base_env": "base"'],
	['absolute', 'CONF_SOURCE', '/home/ada/demo/settings', 'settings', 'Write CONF_SOURCE = "settings"'],
] as const)('%s: %s is %s', (kind, what, value, confSource, fix) => {
	expect(found('config/source', {project: {...problem(kind, what, value), confSource}})).toMatchObject([
		{
			severity: 'error',
			file: 'src/demo/settings.py',
			line: 4,
			message: expect.stringContaining(value),
			fix: {title: fix},
		},
	]);
});

it('another project passes', () => expect(found('config/source', {project: {sourceProblems: []}})).toEqual([]));
