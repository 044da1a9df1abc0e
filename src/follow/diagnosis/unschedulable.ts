// No node takes the pod: too little of a resource, or labels and taints that do not fit.
import {quote} from '../../system/text.ts';
import {type Cause, kubectl, kubectlOfCluster, matchIn, nodeSetting, textsOf, type Trouble} from './cause.ts';

export const unschedulable: Cause = {
	id: 'unschedulable',
	find: trouble => {
		const text = matchIn(textsOf(trouble), /\d+\/\d+ nodes are available: .*/)?.[0];
		if (text === undefined) return undefined;
		const resource = /Insufficient ([\w./-]+?)[.,]?(?=\s|$)/.exec(text)?.[1];
		if (resource !== undefined) return lacking(resource, trouble);
		if (/didn't match Pod's node affinity\/selector/.test(text)) return noSuchNode(trouble);
		if (/untolerated taint/.test(text)) return tainted(text, trouble);
		return {
			message: `No node of the cluster takes the pod: ${text.replace(/ preemption:.*$/, '')}`,
			fix: [kubectl(trouble, `describe pod ${trouble.pods[0]?.name ?? ''}`)],
		};
	},
};

function lacking(resource: string, trouble: Trouble) {
	const wanted = trouble.pods[0]?.containers
		.map(({resources: {requests, limits}}) => requests[resource] ?? limits[resource])
		.find(amount => amount !== undefined);
	const key = resource === 'cpu' || resource === 'memory' ? resource : 'gpu';
	return {
		message: `No node has enough free ${resource}${wanted === undefined ? '' : `: the task asks for ${wanted}`}`,
		fix: [
			nodeSetting(trouble, `${key}: ${key === 'gpu' ? 'FEWER' : 'LESS'}`),
			kubectlOfCluster(trouble, 'describe nodes  (shows what each node has, under Allocatable)'),
		],
	};
}

function noSuchNode(trouble: Trouble) {
	const selector = trouble.pods[0]?.nodeSelector ?? {};
	const keys = Object.keys(selector);
	const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
	const said = labels.length === 0 ? 'that its node selector or affinity asks for' : labels.join(', ');
	return {
		message: `No node has the label${labels.length > 1 ? 's' : ''} ${said}`,
		fix: [
			kubectlOfCluster(
				trouble,
				`get nodes ${keys.length === 0 ? '--show-labels' : `--label-columns ${quote(keys.join(','))}`}`,
			),
			nodeSetting(trouble, 'node_selector: {LABEL: VALUE}'),
		],
	};
}

function tainted(text: string, trouble: Trouble) {
	const taint = /untolerated taint \{([^}:]+)(?::\s*([^}]*))?\}/.exec(text);
	const [key = 'KEY', value = ''] = [taint?.[1], taint?.[2]?.trim()];
	return {
		message: `The nodes that fit have a taint that the task does not tolerate: ${key}${value === '' ? '' : `=${value}`}`,
		fix: [nodeSetting(trouble, `tolerations: [{key: ${key}, operator: Exists}]`)],
	};
}
