// The Kedro project that this folder is in, and how it is recognised on a cluster.
import {projectIdentity} from '../../../deploy/identity.ts';
import {tidyPath} from '../../../system/files.ts';
import {readMetadata} from '../../../kedro/pyproject.ts';
import {findProgram} from '../../../system/exec.ts';
import {installCommand} from '../../../system/install-command.ts';
import {ok, type Row, skipped} from '../row.ts';

export const project: Row = {
	id: 'project',
	title: 'Project',
	needs: [],
	link: 'https://docs.kedro.org/en/stable/',
	probe: async ({root, options, context: {env, ui}, manager}) => {
		if (root === undefined) return skipped('this folder is not in a Kedro project');
		const metadata = await readMetadata(root);
		const {ids, source} = await projectIdentity({...metadata, root}, options, {env, signal: ui.signal});
		const path = tidyPath(root);
		const where = path === '.' ? [] : [path];
		const detail = [metadata.name, ...where, `${ids[0]} (${source.replace(/^detected: /, '')})`].join(', ');
		const lacksGit = source.startsWith('detected: ') && (await findProgram('git', env['PATH'] ?? '')) === undefined;
		if (!lacksGit) return ok(detail);
		const fix = installCommand('git', await manager(), 'so that a clone of the project is the same project');
		return {state: 'warning', detail, fix, link: 'https://git-scm.com/downloads'};
	},
};
