// A configuration of an older deployer, whose settings kfp.yml can take.
import type {Rule} from '../../rule.ts';

export const projectKedroKubeflow: Rule = {
	id: 'project/kedro-kubeflow',
	severity: 'info',
	title: 'The project has settings of kedro-kubeflow, or the script of an older Kedro guide, and no `kfp.yml`',
	why: 'kfp-wizard does not read them: image, resources, tolerations and retries would not hold.',
	fix: 'Run `kfp-wizard migrate`: it shows what each key becomes in `kfp.yml`',
	check: ({otherDeployer, project}) =>
		otherDeployer === undefined || project.settings !== null
			? []
			: [
					{
						message: `${otherDeployer} has settings of another deployer, which kfp-wizard does not read`,
						fix: 'See what they become in kfp.yml, and write it: kfp-wizard migrate',
						location: {file: otherDeployer, line: null},
					},
				],
};
