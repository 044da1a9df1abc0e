// The pipelines of the project, which is imported for it.
import {timeoutOf} from '../../../deploy/steps/project/timeout.ts';
import {count} from '../../../system/text.ts';
import {ok, type Row} from '../row.ts';

export const pipelines: Row = {
	id: 'pipelines',
	title: 'Pipelines',
	needs: ['project', 'kedro'],
	limit: ({options}) => (timeoutOf(options) + 5) * 1000,
	link: 'https://docs.kedro.org/en/stable/',
	probe: async ({project}) => {
		const {pipelines: all, environments} = await project();
		return ok(`${count(all.length, 'pipeline')}, environments ${environments.join(', ')}`);
	},
};
