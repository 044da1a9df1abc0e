// kubectl, and whether it is new enough.
import {kubectlVersion} from '../../../kubernetes/kubectl.ts';
import {hasCode, withDetails} from '../../../system/errors.ts';
import {installCommand} from '../../../system/install-command.ts';
import {isSpareCluster, ok, type Row} from '../row.ts';

export const kubectl: Row = {
	id: 'kubectl',
	title: 'kubectl',
	needs: [],
	isSpare: isSpareCluster,
	link: 'https://kubernetes.io/docs/tasks/tools/',
	probe: async ({context: {env, ui}, manager}) => {
		try {
			return ok((await kubectlVersion({env, signal: ui.signal})).replace(/^v/, ''));
		} catch (error) {
			if (!hasCode(error, 'KUBECTL_MISSING', 'KUBECTL_TOO_OLD')) throw error;
			throw withDetails(error, {next: installCommand('kubectl', await manager())});
		}
	},
};
