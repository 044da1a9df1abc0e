// The Kedro project that this folder is in.
import {tidyPath} from '../../../system/files.ts';
import {readMetadata} from '../../../kedro/pyproject.ts';
import {ok, type Row, skipped} from '../row.ts';

export const project: Row = {
	id: 'project',
	title: 'Project',
	needs: [],
	link: 'https://docs.kedro.org/en/stable/',
	probe: async ({root}) => {
		if (root === undefined) return skipped('this folder is not in a Kedro project');
		const {name} = await readMetadata(root);
		const path = tidyPath(root);
		return ok(path === '.' ? name : `${name}, ${path}`);
	},
};
