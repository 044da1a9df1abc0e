// Settings of another deployer are reported until the project has a kfp.yml.
import {expect, it} from 'vitest';
import {projectKedroKubeflow} from '../../../../../src/checks/rules/project/kedro-kubeflow.ts';
import {facts} from '../../../../support/facts.ts';

const settings = {files: ['conf/base/kfp.yml'], values: {}, params: {}, places: [], problem: null};

it('names the file and the command', () => {
	const found = projectKedroKubeflow.check({...facts({}), otherDeployer: 'conf/base/kubeflow.yaml'});
	expect(found).toMatchObject([{location: {file: 'conf/base/kubeflow.yaml'}}]);
	expect(found[0]?.fix).toContain('kfp-wizard migrate');
});

it('finds nothing without such a file, or with a kfp.yml', () => {
	expect(projectKedroKubeflow.check(facts({}))).toEqual([]);
	const own = {...facts({project: {settings}}), otherDeployer: 'conf/base/kubeflow.yaml'};
	expect(projectKedroKubeflow.check(own)).toEqual([]);
});
