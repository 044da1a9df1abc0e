// The package manager of a system, by its release file.
import {expect, it} from 'vitest';
import {installCommand, managerOf} from '../../../src/system/install-command.ts';

it.each([
	['NAME="Debian GNU/Linux"\nID=debian\n', 'apt'],
	['ID=ubuntu\nID_LIKE=debian\n', 'apt'],
	['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'apt'],
	['ID=fedora\n', 'dnf'],
	['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'dnf'],
	['ID=arch\n', 'pacman'],
	['ID=manjaro\nID_LIKE=arch\n', 'pacman'],
	['ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', 'zypper'],
	['ID=alpine\n', 'apk'],
	["ID='void'\nID_LIKE='debian'\r\n", 'apt'],
	['ID=nixos\n', undefined],
	['', undefined],
])('%j: %s', (release, manager) => {
	expect(managerOf(release)).toBe(manager);
});

it('each system has its own command, and one that is not known has none', () => {
	expect(installCommand('kubectl', 'brew')).toEqual([{command: 'brew install kubernetes-cli', when: 'to install it'}]);
	expect(installCommand('kubectl', undefined)).toEqual([]);
	const command = (...args: Parameters<typeof installCommand>) => installCommand(...args)[0]?.command;
	expect(command('git', 'dnf', 'to install it', false)).toBe('sudo dnf install git');
	expect(command('git', 'dnf', 'to install it', true)).toBe('dnf install git');
	expect(command('kubectl', 'apt', 'to install it', true)).toMatch(/ && install kubectl /);
	expect(installCommand('emulation', 'winget')).toEqual([]);
});
