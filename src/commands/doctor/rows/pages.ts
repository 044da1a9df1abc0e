// Kubeflow's pages, which links to runs lead to.
import {readPage} from '../../../kfp/read-page.ts';
import {ok, type Row} from '../row.ts';

export const pages: Row = {
	id: 'pages',
	title: 'Pages',
	needs: ['kubeflow'],
	probe: async ({connection, context: {ui}}) => {
		const {uiUrl, uiCommand} = await connection();
		const fix = uiCommand === undefined ? [] : [{command: uiCommand, when: 'to open links to runs'}];
		if (uiUrl === undefined)
			return {state: 'warning', detail: 'The host is the API alone: --ui-host names its pages', fix};
		const problem = await readPage(uiUrl, ui.signal);
		if (problem !== undefined) return {state: 'warning', detail: problem, fix};
		return uiCommand === undefined ? ok(uiUrl.href) : {...ok('svc/ml-pipeline-ui answers'), fix};
	},
};
