// The pipelines of the project, which is imported for it.
import {unknownName} from '../../../deploy/steps/selection/environment.ts';
import {timeoutOf} from '../../../deploy/steps/project/timeout.ts';
import {count} from '../../../system/text.ts';
import {ok, type Row} from '../row.ts';

export const pipelines: Row = {
	id: 'pipelines',
	title: 'Pipelines',
	needs: ['project', 'kedro'],
	limit: ({options}) => (timeoutOf(options) + 5) * 1000,
	link: 'https://docs.kedro.org/en/stable/',
	probe: async ({project, options: {env, pipeline}}) => {
		const {pipelines: all, environments, defaultEnvironment} = await project();
		const names = all.map(({name}) => name);
		if (env !== undefined && ![...environments, defaultEnvironment].includes(env.value))
			throw unknownName('environment', env, environments, 'project');
		if (pipeline !== undefined && !names.includes(pipeline.value))
			throw unknownName('pipeline', pipeline, names, 'usage');
		return ok(`${count(all.length, 'pipeline')}, environments ${environments.join(', ')}`);
	},
};
