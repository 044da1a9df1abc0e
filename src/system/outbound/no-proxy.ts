// Whether NO_PROXY exempts a host from the proxy. The forms are those of curl and Go.
import {BlockList, isIP} from 'node:net';

/**
 * The entries of `list` are separated by commas or spaces: `*` · `corp.example` or `.corp.example` or `*.corp.example`
 * (the host and all hosts below it) · an IP address · a range such as `10.0.0.0/8`. All but `*` and ranges may end in `:port`.
 */
export function isExempt(url: URL, list: string): boolean {
	const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
	const port = portOf(url);
	return list
		.toLowerCase()
		.split(/[\s,]+/)
		.some(entry => matches(entry, host, port));
}

/** The port of a URL, also where it is that of its protocol. */
export const portOf = ({port, protocol}: URL): string => (port === '' ? (protocol === 'https:' ? '443' : '80') : port);

function matches(entry: string, host: string, port: string): boolean {
	if (entry === '*') return true;
	const [, network = '', bits = ''] = /^(.+)\/(\d+)$/.exec(entry) ?? [];
	if (network !== '') return isInRange(host, network, Number(bits));
	const {name, onlyPort} = splitPort(entry);
	if (name === '' || (onlyPort !== undefined && onlyPort !== port)) return false;
	const family = isIP(name);
	if (family !== 0) return isInRange(host, name, family === 6 ? 128 : 32);
	return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

/** An IPv6 address with a port is in brackets. */
function splitPort(entry: string): {readonly name: string; readonly onlyPort: string | undefined} {
	if (isIP(entry) === 6) return {name: entry, onlyPort: undefined};
	const [, inBrackets, plain = '', onlyPort] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
	return {name: inBrackets ?? plain.replace(/^\*?\./, '').replace(/\.$/, ''), onlyPort};
}

function isInRange(host: string, network: string, bits: number): boolean {
	const family = isIP(network);
	if (family === 0 || isIP(host) !== family || bits > (family === 6 ? 128 : 32)) return false;
	const range = new BlockList();
	const type = family === 6 ? 'ipv6' : 'ipv4';
	range.addSubnet(network, bits, type);
	return range.check(host, type);
}
