// Names and addresses of this machine.
import {BlockList, isIP} from 'node:net';

const addresses = new BlockList();
addresses.addSubnet('127.0.0.0', 8, 'ipv4');
addresses.addAddress('::1', 'ipv6');

/** True for a host of a URL (an IPv6 address may be in brackets) that is this machine. */
export function isLoopbackHost(hostname: string): boolean {
	const host = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
	const family = isIP(host);
	if (family !== 0) return addresses.check(host, family === 6 ? 'ipv6' : 'ipv4');
	return host === 'localhost' || host.endsWith('.localhost');
}
