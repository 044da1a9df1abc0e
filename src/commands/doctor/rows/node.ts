// The Node that runs kfp-wizard. One that is too old is refused before the program starts.
import {nodeVersion} from '../../../system/process.ts';
import {ok, type Row} from '../row.ts';

export const node: Row = {
	id: 'node',
	title: 'Node',
	needs: [],
	probe: async () => ok(nodeVersion),
};
