// Options for the cluster.
import {defaultNamespace, likelyHost, parseHost} from '../../kfp/endpoint.ts';
import {ofKubernetes} from '../../kubernetes/names.ts';
import type {OptionSpec} from '../option.ts';
import {labelProblem, problemWith} from '../validate.ts';
import {ofCluster, withoutCluster} from './command-sets.ts';

export const clusterOptions = {
	host: {
		kind: 'text',
		argument: 'URL',
		help: 'Kubeflow Pipelines API, such as http://localhost:8080',
		default: 'found through the kube context',
		commands: ofCluster,
		accepted: withoutCluster,
		group: 'Cluster',
		common: true,
		setting: {help: 'Kubeflow Pipelines API'},
		validate: problemWith(parseHost),
		likely: likelyHost,
		question: {
			message: 'What is the address of the Kubeflow Pipelines API?',
			help: 'For example http://localhost:8080 with: kubectl port-forward --namespace kubeflow svc/ml-pipeline-ui 8080:80',
		},
		edit: 'ask',
	},
	uiHost: {
		kind: 'text',
		argument: 'URL',
		help: "Kubeflow's pages, where the host is the API alone",
		commands: ofCluster,
		accepted: withoutCluster,
		group: 'Cluster',
		validate: problemWith(text => parseHost(text, '--ui-host')),
		likely: likelyHost,
	},
	context: {
		kind: 'text',
		argument: 'NAME',
		help: 'kubeconfig context',
		default: 'the current one',
		commands: [...ofCluster, 'check'],
		accepted: withoutCluster,
		group: 'Cluster',
		common: true,
		setting: {},
		question: {message: 'Which cluster?'},
		edit: 'choose',
	},
	namespace: {
		kind: 'text',
		argument: 'NS',
		short: 'n',
		help: 'Kubernetes namespace',
		default: defaultNamespace,
		commands: ofCluster,
		accepted: withoutCluster,
		group: 'Cluster',
		common: ['doctor', 'runs', 'status', 'logs', 'terminate', 'retry', 'schedules'],
		setting: {type: 'label'},
		validate: namespaceProblem,
		question: {message: 'Which namespace?'},
		edit: 'ask',
	},
	tokenFile: {
		kind: 'text',
		argument: 'PATH',
		help: 'file with a token for Kubeflow Pipelines; read again when the token expires',
		commands: ofCluster,
		accepted: withoutCluster,
		group: 'Cluster',
		question: {message: 'Which file has the token?'},
	},
	tokenCommand: {
		kind: 'text',
		argument: 'COMMAND',
		help: 'command that prints a token, run without a shell; run again when the token expires',
		commands: ofCluster,
		accepted: withoutCluster,
		group: 'Cluster',
		question: {
			message: 'Which command prints a token?',
			help: 'It runs without a shell, and again when the token expires.',
		},
	},
	cookieFile: {
		kind: 'text',
		argument: 'PATH',
		help: 'file with the session cookie of your browser, as a Cookie header or cookies.txt',
		commands: ofCluster,
		accepted: withoutCluster,
		group: 'Cluster',
		question: {
			message: 'Which file has the session cookie of your browser?',
			help: 'As a Cookie header or as cookies.txt.',
		},
	},
	caFile: {
		kind: 'text',
		argument: 'PATH',
		help: 'additional certificate authority for the host and the registry',
		commands: ofCluster,
		accepted: withoutCluster,
		group: 'Cluster',
	},
	upload: {
		kind: 'switch',
		on: true,
		help: 'stop before the cluster: image and spec only',
		commands: ['deploy'],
		group: 'Cluster',
		common: true,
		edit: 'switch off',
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;

function namespaceProblem(value: string): string | undefined {
	const problem = labelProblem('namespace')(value);
	if (problem !== undefined) return problem;
	return ofKubernetes.test(value)
		? `${value} belongs to Kubernetes itself, and no pipeline runs there: name the namespace of your runs, such as kubeflow`
		: undefined;
}
