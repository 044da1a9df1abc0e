// The rule config/no-base: all environments read as one.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';
import {handedOver, proposed} from '../../../../support/proposed-fixes.ts';

it('CONFIG_LOADER_ARGS without base_env is a warning, and no fix writes into an environment before it is set', async () => {
	const project = {
		sourceProblems: [
			{
				kind: 'whole' as const,
				what: 'CONFIG_LOADER_ARGS',
				value: '',
				absolute: null,
				place: {file: 'src/demo/settings.py', line: 4},
			},
		],
	};
	expect(found('config/no-base', {project})).toMatchObject([{severity: 'warning', line: 4}]);
	const given = handedOver();
	const {fixes, reported} = await proposed({...given, project: {...given.project, ...project}});
	expect(fixes.map(({fix}) => fix)).not.toContainEqual(expect.anything());
	expect(reported).toContainEqual(expect.stringContaining('wait for base_env in CONFIG_LOADER_ARGS'));
});

it('another project passes', () => expect(found('config/no-base', {project: {sourceProblems: []}})).toEqual([]));
