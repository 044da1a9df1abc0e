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
	const names = [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap(([, value = '']) => value.split(' '));
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

type Tool = 'python' | 'engine' | 'kubectl' | 'emulation';

/** Debian's own kubectl is older than clusters are, or is not there at all. */
const kubectlBinary =
	'curl -fLO "https://dl.k8s.io/release/$(curl -fsSL https://dl.k8s.io/release/stable.txt)/bin/linux/$(dpkg --print-architecture)/kubectl" && sudo install kubectl /usr/local/bin/';

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
	emulation: {
		apt: 'sudo apt install qemu-user-static binfmt-support',
		dnf: 'sudo dnf install qemu-user-static',
	},
};

/** The command that installs a tool on this system; none where kfp-wizard does not know one. */
export function installCommand(
	tool: Tool,
	manager: PackageManager | undefined,
	when = 'to install it',
): readonly NextCommand[] {
	const command = manager === undefined ? undefined : installs[tool][manager];
	return command === undefined ? [] : [{command, when}];
}
