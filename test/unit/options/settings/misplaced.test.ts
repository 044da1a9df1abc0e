// Keys for every environment in the file of one.
import {expect, it} from 'vitest';
import {misplacedKeys} from '../../../../src/options/settings/misplaced.ts';
import {facts} from '../../../support/facts.ts';

const problemsIn = (file: string, values: object = {project_id: 'north'}) => {
	const places = Object.keys(values).map(key => ({key: [key], place: {file, line: 3}}));
	const settings = {files: [file], values, params: {}, places, problem: null};
	return misplacedKeys(facts({project: {settings}}).project);
};

it('the project id belongs to the base environment', () => {
	expect(problemsIn('conf/base/kfp.yml')).toEqual([]);
	expect(problemsIn('conf/prod/kfp.yml', {host: 'http://localhost:8080'})).toEqual([]);
	expect(misplacedKeys(facts({}).project)).toEqual([]);
	expect(problemsIn('conf/prod/kfp.yml')).toEqual([
		{
			message: 'project_id: holds for every environment, and commands without --env do not read it here',
			fix: 'Move it to conf/base/kfp.yml',
			place: {file: 'conf/prod/kfp.yml', line: 3},
		},
	]);
});
