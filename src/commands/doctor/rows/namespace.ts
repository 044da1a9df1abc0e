// Whether the namespace of the Secret and the runs exists.
import {hasCode} from '../../../system/errors.ts';
import {readNamespace} from '../../../kubernetes/rights.ts';
import {isSpareCluster, ok, type Row} from '../row.ts';

export const namespace: Row = {
	id: 'namespace',
	title: 'Namespace',
	needs: ['cluster'],
	isSpare: isSpareCluster,
	link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
	probe: async ({kube, namespace: name}) => {
		try {
			await readNamespace((await kube()).cluster);
			return ok(name);
		} catch (error) {
			// Most users of a shared cluster may work in a namespace that they may not look at.
			if (!hasCode(error, 'FORBIDDEN')) throw error;
			return ok(`${name} (you may not read the namespace itself)`);
		}
	},
};
