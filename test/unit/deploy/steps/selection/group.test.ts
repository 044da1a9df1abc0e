// The predicted time of a run, from what is known of the nodes on this machine.
import {expect, it} from 'vitest';
import {grouped, predictedHere} from '../../../../../src/deploy/steps/selection/group.ts';
import {rememberSeconds} from '../../../../../src/options/measured-seconds.ts';
import {withTemporaryFolder} from '../../../../../src/system/temporary-folder.ts';
import {flag} from '../../../../support/deploy-parts.ts';
import {facts, node} from '../../../../support/facts.ts';

const {project, pipeline} = facts({nodes: [node('a: -> x'), node('b: -> y')]});
const {graph} = grouped(project, pipeline, 'all', {});

it('is known where the nodes ran here, or where flags or kfp.yml have their times', () =>
	withTemporaryFolder(async folder => {
		const env = {XDG_CACHE_HOME: folder};
		const time = (options = {}) => predictedHere({graph, project, pipeline}, options, env);
		expect(await time()).toBeUndefined();
		expect(await time({nodeSeconds: flag(['b=100'], '--node-seconds')})).toBe(131);
		await rememberSeconds(
			project.root,
			[
				{nodes: ['a'], seconds: 2},
				{nodes: ['b'], seconds: 42},
			],
			env,
		);
		expect(await time()).toBe(71);
		expect(await time({nodeSeconds: flag(['b=100'], '--node-seconds')})).toBe(131);
		expect(await time({format: flag('argo', '--format')})).toBe(54);
	}));
