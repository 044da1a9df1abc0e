// Nodes of clusters on this machine and elsewhere, with what identifies them in `kubectl get nodes -o json`.

type Given = {
	readonly labels?: Readonly<Record<string, string>>;
	readonly providerID?: string;
	readonly runtime?: string;
	readonly osImage?: string;
	readonly images?: readonly string[];
};

/** As the Kubernetes API has it. */
export const nodeObject = (
	name: string,
	{labels = {}, providerID, runtime = 'containerd://2.1.1', osImage = '', images = []}: Given = {},
) => ({
	apiVersion: 'v1',
	kind: 'Node',
	metadata: {name, labels: {'kubernetes.io/arch': 'amd64', 'kubernetes.io/os': 'linux', ...labels}},
	spec: providerID === undefined ? {} : {providerID},
	status: {
		nodeInfo: {architecture: 'amd64', operatingSystem: 'linux', containerRuntimeVersion: runtime, osImage},
		images: images.map(image => ({names: [image], sizeBytes: 1000})),
	},
});

const k3s = (name: string) => ({
	labels: {'node.kubernetes.io/instance-type': 'k3s'},
	providerID: `k3s://${name}`,
	osImage: 'K3s v1.33.1+k3s1',
});

/** A cluster of each product. */
export const localNodes = {
	kind: [
		nodeObject('dev-control-plane', {
			providerID: 'kind://docker/dev/dev-control-plane',
			osImage: 'Debian GNU/Linux 12 (bookworm)',
		}),
		nodeObject('dev-worker', {providerID: 'kind://docker/dev/dev-worker'}),
	],
	kindPodman: [nodeObject('dev-control-plane', {providerID: 'kind://podman/dev/dev-control-plane'})],
	minikube: [
		nodeObject('ml', {
			labels: {'minikube.k8s.io/name': 'ml', 'minikube.k8s.io/primary': 'true'},
			runtime: 'docker://28.1.1',
			osImage: 'Ubuntu 22.04.5 LTS',
		}),
	],
	k3d: [
		nodeObject('k3d-my-lab-server-0', k3s('k3d-my-lab-server-0')),
		nodeObject('k3d-my-lab-agent-0', k3s('k3d-my-lab-agent-0')),
	],
	dockerDesktop: [nodeObject('docker-desktop', {runtime: 'docker://28.1.1', osImage: 'Docker Desktop'})],
	dockerDesktopKind: [
		nodeObject('desktop-control-plane', {providerID: 'kind://docker/desktop/desktop-control-plane'}),
		nodeObject('desktop-worker', {providerID: 'kind://docker/desktop/desktop-worker'}),
	],
	rancherMoby: [
		nodeObject('lima-rancher-desktop', {
			...k3s('lima-rancher-desktop'),
			runtime: 'docker://26.1.3',
			osImage: 'Alpine Linux v3.20',
		}),
	],
	rancherContainerd: [nodeObject('ws-17', {...k3s('ws-17'), osImage: 'Rancher Desktop WSL Distribution'})],
	microk8s: [nodeObject('laptop', {labels: {'microk8s.io/cluster': 'true'}, osImage: 'Ubuntu 24.04.2 LTS'})],
	colima: [nodeObject('colima', {...k3s('colima'), runtime: 'docker://27.4.0', osImage: 'Ubuntu 24.04.1 LTS'})],
	orbstack: [nodeObject('orbstack', {...k3s('orbstack'), runtime: 'docker://27.5.1', osImage: 'OrbStack'})],
	eks: [
		nodeObject('ip-10-0-1-2.ec2.internal', {
			labels: {'eks.amazonaws.com/nodegroup': 'default'},
			providerID: 'aws:///eu-west-1a/i-0f3c9',
			osImage: 'Amazon Linux 2023.7.20250512',
		}),
	],
	k3s: [nodeObject('server-1', k3s('server-1'))],
} as const;
