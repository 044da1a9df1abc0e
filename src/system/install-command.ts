// The operating system, and the commands that install a tool on it.
import type {NextCommand} from './errors.ts';
import {readText} from './files.ts';

export type PackageManager = 'apt' | 'dnf' | 'pacman' | 'zypper' | 'apk' | 'brew' | 'winget';

/** `undefined` for a system whose package manager kfp-wizard does not know: then there is the link only. */
export async function packageManager(
	platform: NodeJS.Platform = process.platform,
): Promise<PackageManager | undefined> {
	if (platform === 'darwin') return 'brew';
	if (platform === 'win32') return 'winget';
	if (platform !== 'linux') return undefined;
	const release = await readText('/etc/os-release').catch(() => undefined);
	return managerOf(release ?? '');
}

/** From the text of /etc/os-release. A derived system names those that it is like. */
export function managerOf(release: string): PackageManager | undefined {
	const names = [...release.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)["']?\s*$/gm)].flatMap(([, value = '']) =>
		value.split(' '),
	);
	return names.map(name => managers[name]).find(manager => manager !== undefined);
}

/** By the IDs of /etc/os-release. */
const managers: Readonly<Record<string, PackageManager>> = {
	debian: 'apt',
	ubuntu: 'apt',
	fedora: 'dnf',
	rhel: 'dnf',
	centos: 'dnf',
	arch: 'pacman',
	suse: 'zypper',
	opensuse: 'zypper',
	alpine: 'apk',
};

type Tool = 'python' | 'engine' | 'kubectl' | 'emulation' | 'git' | 'uv' | 'aws' | 'kind' | 'minikube' | 'k3d';

/** Debian's own kubectl is older than clusters are, or is not there at all. */
const kubectlBinary =
	'curl -fLO "https://dl.k8s.io/release/$(curl -fsSL https://dl.k8s.io/release/stable.txt)/bin/linux/$(dpkg --print-architecture)/kubectl" && sudo install kubectl /usr/local/bin/';

/** Debian and openSUSE have uv in no stable release. */
const uvInstaller = 'curl -LsSf https://astral.sh/uv/install.sh | sh';

/** Version 2, which the packages of many releases are not. */
const awsInstaller =
	'curl -fsSLo awscli.zip "https://awscli.amazonaws.com/awscli-exe-linux-$(uname -m).zip" && unzip -q awscli.zip && sudo ./aws/install';

const installs: Readonly<Record<Tool, {readonly [manager in PackageManager]?: string}>> = {
	python: {
		apt: 'sudo apt install python3 python3-venv',
		dnf: 'sudo dnf install python3',
		pacman: 'sudo pacman -S python',
		zypper: 'sudo zypper install python3',
		apk: 'sudo apk add python3',
		brew: 'brew install python',
		winget: 'winget install Python.Python.3.12',
	},
	engine: {
		apt: 'sudo apt install docker.io',
		dnf: 'sudo dnf install podman',
		pacman: 'sudo pacman -S docker',
		zypper: 'sudo zypper install docker',
		apk: 'sudo apk add docker',
		brew: 'brew install --cask docker',
		winget: 'winget install Docker.DockerDesktop',
	},
	kubectl: {
		apt: kubectlBinary,
		dnf: 'sudo dnf install kubernetes-client',
		pacman: 'sudo pacman -S kubectl',
		zypper: 'sudo zypper install kubernetes-client',
		apk: 'sudo apk add kubectl',
		brew: 'brew install kubernetes-cli',
		winget: 'winget install Kubernetes.kubectl',
	},
	git: {
		apt: 'sudo apt install git',
		dnf: 'sudo dnf install git',
		pacman: 'sudo pacman -S git',
		zypper: 'sudo zypper install git',
		apk: 'sudo apk add git',
		brew: 'brew install git',
		winget: 'winget install Git.Git',
	},
	uv: {
		apt: uvInstaller,
		dnf: 'sudo dnf install uv',
		pacman: 'sudo pacman -S uv',
		zypper: uvInstaller,
		apk: 'sudo apk add uv',
		brew: 'brew install uv',
		winget: 'winget install astral-sh.uv',
	},
	aws: {
		apt: awsInstaller,
		dnf: awsInstaller,
		pacman: 'sudo pacman -S aws-cli-v2',
		zypper: awsInstaller,
		apk: 'sudo apk add aws-cli',
		brew: 'brew install awscli',
		winget: 'winget install Amazon.AWSCLI',
	},
	kind: {pacman: 'sudo pacman -S kind', brew: 'brew install kind', winget: 'winget install Kubernetes.kind'},
	minikube: {
		pacman: 'sudo pacman -S minikube',
		brew: 'brew install minikube',
		winget: 'winget install Kubernetes.minikube',
	},
	k3d: {brew: 'brew install k3d', winget: 'winget install k3d.k3d'},
	emulation: {
		apt: 'sudo apt install qemu-user-static binfmt-support',
		dnf: 'sudo dnf install qemu-user-static',
	},
};

/** The command that installs a tool on this system; none where kfp-wizard does not know one. Root needs no sudo. */
export function installCommand(
	tool: Tool,
	manager: PackageManager | undefined,
	when = 'to install it',
	isRoot = process.getuid?.() === 0,
): readonly NextCommand[] {
	const command = manager === undefined ? undefined : installs[tool][manager];
	return command === undefined ? [] : [{command: isRoot ? command.replaceAll(/\bsudo /g, '') : command, when}];
}
