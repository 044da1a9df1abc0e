// Whether the cluster answers, and whether kubectl fits its release.
import {readVersions} from '../../../kubernetes/versions.ts';
import {installCommand} from '../../../system/install-command.ts';
import {isSpareCluster, ok, type Row} from '../row.ts';

export const cluster: Row = {
	id: 'cluster',
	title: 'Cluster',
	needs: ['context'],
	isSpare: isSpareCluster,
	link: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/troubleshoot-kubectl/',
	probe: async ({kube, manager}) => {
		const {client, server, minorsApart} = await readVersions((await kube()).cluster);
		if (minorsApart === undefined || minorsApart <= 1) return ok(`Kubernetes ${server}`);
		const detail = `Kubernetes ${server}, but kubectl is ${client}: they are ${minorsApart} minor releases apart, and kubectl supports 1`;
		return {state: 'warning', detail, fix: installCommand('kubectl', await manager(), 'to install the newest one')};
	},
};
