// The operating system, and the commands that install a tool on it.
import type {NextCommand} from '../../system/errors.ts';
import {readText} from '../../system/files.ts';

export type PackageManager = 'apt' | 'dnf' | 'brew' | 'winget';

/** `undefined` for a system whose package manager kfp-wizard does not know: then there is the link only. */
export async function packageManager(platform: NodeJS.Platform): Promise<PackageManager | undefined> {
	if (platform === 'darwin') return 'brew';
	if (platform === 'win32') return 'winget';
	if (platform !== 'linux') return undefined;
	const release = await readText('/etc/os-release').catch(() => undefined);
	return managerOf(release ?? '');
}

/** From the text of /etc/os-release. A derived system names those that it is like. */
export function managerOf(release: string): PackageManager | undefined {
	const names = [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap(([, value = '']) => value.split(' '));
	if (names.some(name => name === 'debian' || name === 'ubuntu')) return 'apt';
	return names.some(name => ['fedora', 'rhel', 'centos'].includes(name)) ? 'dnf' : undefined;
}

type Tool = 'python' | 'engine' | 'kubectl' | 'emulation';

/** Debian's own kubectl is older than clusters are, or is not there at all. */
const kubectlBinary =
	'curl -fLO "https://dl.k8s.io/release/$(curl -fsSL https://dl.k8s.io/release/stable.txt)/bin/linux/$(dpkg --print-architecture)/kubectl" && sudo install kubectl /usr/local/bin/';

const installs: Readonly<Record<Tool, {readonly [manager in PackageManager]?: string}>> = {
	python: {
		apt: 'sudo apt install python3 python3-venv',
		dnf: 'sudo dnf install python3',
		brew: 'brew install python',
		winget: 'winget install Python.Python.3.12',
	},
	engine: {
		apt: 'sudo apt install docker.io',
		dnf: 'sudo dnf install podman',
		brew: 'brew install --cask docker',
		winget: 'winget install Docker.DockerDesktop',
	},
	kubectl: {
		apt: kubectlBinary,
		dnf: 'sudo dnf install kubernetes-client',
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
