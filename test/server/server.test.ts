// The flows against a real server: that of KFP_WIZARD_E2E_HOST, else the one in the cluster of the current kube context.
import {it} from 'vitest';
import {describeWith, type Part} from '../bed/part.ts';
import {runFlows, type Server} from './flows.ts';
import {findServer} from './find-server.ts';

const server: Part<Server> = await findServer(process.env);

describeWith(server, 'a real server', found => {
	it('goes through all flows', {timeout: 3_600_000}, () => runFlows(found));
});
