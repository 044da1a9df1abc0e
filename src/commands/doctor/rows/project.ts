// The Kedro project that this folder is in, and how it is recognised on a cluster.
import {projectIdentity} from '../../../deploy/identity.ts';
import {tidyPath} from '../../../system/files.ts';
import {readMetadata} from '../../../kedro/pyproject.ts';
import {ok, type Row, skipped} from '../row.ts';

export const project: Row = {
	id: 'project',
	title: 'Project',
	needs: [],
	link: 'https://docs.kedro.org/en/stable/',
	probe: async ({root, options, context: {env, ui}}) => {
		if (root === undefined) return skipped('this folder is not in a Kedro project');
		const metadata = await readMetadata(root);
		const {ids, source} = await projectIdentity({...metadata, root}, options, {env, signal: ui.signal});
		const path = tidyPath(root);
		const where = path === '.' ? [] : [path];
		return ok([metadata.name, ...where, `${ids[0]} (${source.replace(/^detected: /, '')})`].join(', '));
	},
};
