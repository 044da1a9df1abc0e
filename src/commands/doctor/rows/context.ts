// The kube context that a deploy would use.
import {looksLikeProduction} from '../../../kubernetes/kubeconfig.ts';
import {isSpareCluster, ok, type Row} from '../row.ts';

export const context: Row = {
	id: 'context',
	title: 'Context',
	needs: ['kubectl'],
	isSpare: isSpareCluster,
	link: 'https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/',
	probe: async ({kube}) => {
		const {context: chosen, cluster} = await kube();
		const production = looksLikeProduction(chosen.value) ? ', looks like production' : '';
		return ok(`${chosen.value} (${chosen.source.replace(/^detected: /, '')})${production}, ${cluster.server}`);
	},
};
