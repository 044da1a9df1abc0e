// Commands of the products and clouds that clusters come from, by the names that these give to their kube contexts.
import type {NextCommand} from '../../system/errors.ts';
import {quote} from '../../system/text.ts';
import {type Product, products} from '../local/products.ts';

type Known = Pick<Product, 'context' | 'start' | 'renew'>;

/** Words in capitals are the groups of the context. */
const clouds: readonly Known[] = [
	{
		context: /^arn:aws[\w-]*:eks:(?<region>[\w-]+):\d+:cluster\/(?<cluster>.+)$/,
		renew: 'aws eks update-kubeconfig --region REGION --name CLUSTER',
	},
	{
		context: /^gke_(?<project>[^_]+)_(?<location>[^_]+)_(?<cluster>.+)$/,
		renew: 'gcloud container clusters get-credentials CLUSTER --location LOCATION --project PROJECT',
	},
];

const known: readonly Known[] = [...products, ...clouds];

export const startCluster = (context: string): readonly NextCommand[] =>
	commandFor(context, 'start', 'to start the cluster');

export const renewKubeconfig = (context: string): readonly NextCommand[] =>
	commandFor(context, 'renew', 'to update the kubeconfig, if the cluster was created again');

function commandFor(context: string, kind: 'start' | 'renew', when: string): readonly NextCommand[] {
	const found = known.find(one => one[kind] !== undefined && one.context.test(context));
	const groups = found?.context.exec(context)?.groups ?? {};
	const words = found?.[kind]?.split(' ') ?? [];
	const valueOf = (word: string): string | undefined =>
		word === word.toUpperCase() ? groups[word.toLowerCase()] : undefined;
	const command = words.map(word => quote(valueOf(word) ?? word)).join(' ');
	return command === '' ? [] : [{command, when}];
}
