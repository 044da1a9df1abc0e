// Clusters on the user's machine, product by product: how each is recognised, and how an image gets into it.
// In a command these words are replaced: IMAGE, ARCHIVE, CLUSTER, NODE and PROVIDER. `start` and `renew` are only printed.

/** Marks of a node that only this product gives it; one that fits is enough. A group `cluster` is the name for its commands. */
type Marks = {
	readonly name?: RegExp;
	readonly providerId?: RegExp;
	readonly osImage?: RegExp;
	/** The value of this label is the name of the cluster. */
	readonly label?: string;
};

export type Product = {
	readonly title: string;
	/** The name that the product gives to its kube context: it counts where the nodes cannot be read. */
	readonly context: RegExp;
	readonly node: Marks;
	/** The marks count on a node of k3s only. */
	readonly k3s?: true;
	/** The marks count with this container runtime only. */
	readonly runtime?: RegExp;
	/** The cluster runs on the machine itself, so its address is one of the machine's own. */
	readonly onHost?: true;
	/** Engines whose images are the cluster's own; with variables, only where they have these values. */
	readonly shares?: readonly {readonly engine: string; readonly variables?: Readonly<Record<string, string>>}[];
	/** Takes an image from docker. */
	readonly load?: string;
	/** Takes an archive, as `docker save` writes it. */
	readonly archive: string;
	/** Lists the images of a node, as lines or as JSON of `crictl`. Without it the node's status is read. */
	readonly list?: string;
	readonly remove?: string;
	/** Starts the cluster again. */
	readonly start?: string;
	/** Writes its address and its certificate into the kubeconfig again. */
	readonly renew?: string;
	/** Variables of these commands. */
	readonly env?: Readonly<Record<string, string>>;
};

/** In this order: the first one that fits counts. */
export const products: readonly Product[] = [
	{
		title: 'Docker Desktop',
		context: /^docker-(?:for-)?desktop$/,
		node: {name: /^docker-(?:for-)?desktop$/, osImage: /^Docker Desktop/, providerId: /^kind:\/\/docker\/desktop\//},
		shares: [{engine: 'docker'}],
		archive: 'docker load --input ARCHIVE',
	},
	{
		title: 'kind',
		context: /^kind-(?<cluster>.+)$/,
		node: {providerId: /^kind:\/\/(?<provider>[^/]+)\/(?<cluster>[^/]+)\//},
		load: 'kind load docker-image IMAGE --name CLUSTER',
		archive: 'kind load image-archive ARCHIVE --name CLUSTER',
		list: 'PROVIDER exec NODE crictl images -o json',
		remove: 'PROVIDER exec NODE crictl rmi IMAGE',
		renew: 'kind export kubeconfig --name CLUSTER',
		env: {KIND_EXPERIMENTAL_PROVIDER: 'PROVIDER'},
	},
	{
		title: 'minikube',
		context: /^(?<cluster>minikube)$/,
		node: {label: 'minikube.k8s.io/name'},
		shares: [
			{engine: 'docker', variables: {MINIKUBE_ACTIVE_DOCKERD: 'CLUSTER'}},
			{engine: 'podman', variables: {MINIKUBE_ACTIVE_PODMAN: 'CLUSTER'}},
		],
		load: 'minikube image load IMAGE -p CLUSTER',
		archive: 'minikube image load ARCHIVE -p CLUSTER',
		list: 'minikube image ls -p CLUSTER',
		remove: 'minikube image rm IMAGE -p CLUSTER',
		start: 'minikube start -p CLUSTER',
		renew: 'minikube update-context -p CLUSTER',
	},
	{
		title: 'k3d',
		context: /^k3d-(?<cluster>.+)$/,
		node: {name: /^k3d-(?<cluster>.+)-(?:server|agent)-\d+$/},
		k3s: true,
		load: 'k3d image import IMAGE -c CLUSTER',
		archive: 'k3d image import ARCHIVE -c CLUSTER',
		start: 'k3d cluster start CLUSTER',
		renew: 'k3d kubeconfig merge CLUSTER --kubeconfig-merge-default',
		list: 'PROVIDER exec NODE crictl images -o json',
		remove: 'PROVIDER exec NODE crictl rmi IMAGE',
	},
	{
		title: 'Rancher Desktop',
		context: /^rancher-desktop$/,
		node: {name: /^lima-rancher-desktop$/, osImage: /^Rancher Desktop/},
		runtime: /^docker:/,
		shares: [{engine: 'docker'}],
		archive: 'docker load --input ARCHIVE',
	},
	{
		title: 'Rancher Desktop',
		context: /^rancher-desktop$/,
		node: {name: /^lima-rancher-desktop$/, osImage: /^Rancher Desktop/},
		shares: [{engine: 'nerdctl', variables: {CONTAINERD_NAMESPACE: 'k8s.io'}}],
		archive: 'nerdctl --namespace k8s.io load --input ARCHIVE',
		list: 'nerdctl --namespace k8s.io images --format {{.Repository}}:{{.Tag}}',
		remove: 'nerdctl --namespace k8s.io rmi IMAGE',
	},
	{
		title: 'MicroK8s',
		context: /^microk8s$/,
		node: {label: 'microk8s.io/cluster'},
		onHost: true,
		archive: 'microk8s ctr image import ARCHIVE',
		list: 'microk8s ctr images ls -q',
		remove: 'microk8s ctr images rm IMAGE',
		start: 'microk8s start',
	},
	{
		title: 'Colima',
		context: /^colima(?:-.+)?$/,
		node: {name: /^colima(?:-.+)?$/},
		k3s: true,
		runtime: /^docker:/,
		shares: [{engine: 'docker'}],
		archive: 'docker load --input ARCHIVE',
	},
	{
		title: 'OrbStack',
		context: /^orbstack$/,
		start: 'orb start',
		node: {name: /^orbstack$/, osImage: /^OrbStack/},
		shares: [{engine: 'docker'}],
		archive: 'docker load --input ARCHIVE',
	},
];
