// The Kedro project that this folder is in.
import {readMetadata} from '../../../kedro/pyproject.ts';
import {ok, type Row, skipped} from '../row.ts';

export const project: Row = {
	id: 'project',
	title: 'Project',
	needs: [],
	link: 'https://docs.kedro.org/en/stable/',
	probe: async ({root}) =>
		root === undefined
			? skipped('this folder is not in a Kedro project')
			: ok(`${(await readMetadata(root)).name}, ${root}`),
};
