// The flags with which a later command finds the same server: what detection and the defaults do not say by themselves.
import {flagName} from '../options/names.ts';
import {isDetected, type OptionName, type Options, type Sourced} from '../options/options.ts';
import {defined} from '../system/defined.ts';
import {quote} from '../system/text.ts';
import type {Connection} from './connection.ts';

/** Where the server is and how to log in to it, by option. */
export type Server = Pick<Connection, 'host' | 'context' | 'namespace'>;

/** Options that say where the server is and how to log in to it. */
export const serverOptionNames = [
	'host',
	'uiHost',
	'caFile',
	'context',
	'namespace',
	'tokenFile',
	'tokenCommand',
	'cookieFile',
] as const satisfies readonly OptionName[];

/** Flags and their values. */
export function serverOptions(options: Options, server: Server): readonly (readonly [flag: string, option: Sourced])[] {
	const {host, namespace, context} = server;
	const known: Options = {...options, host, namespace, ...defined({context})};
	return serverOptionNames.flatMap(name => {
		const option = known[name];
		return isNeeded(option) ? [[flagName(name), option] as const] : [];
	});
}

/** `--host http://localhost:8080`, `--namespace team-a`; empty where a later command needs none of them. */
export function serverFlagList(options: Options, server: Server): readonly string[] {
	const {project} = options;
	const flags = [...(isNeeded(project) ? [['--project', project] as const] : []), ...serverOptions(options, server)];
	return flags.map(([flag, {value}]) => `${flag} ${quote(value)}`);
}

/** ` --host http://localhost:8080 --namespace team-a` */
export const serverFlags = (options: Options, server: Server): string =>
	serverFlagList(options, server)
		.map(flag => ` ${flag}`)
		.join('');

/** What was detected or is the default is so again; a variable may not be set in the shell that the command is copied to. */
const isNeeded = (option: Sourced | undefined): option is Sourced =>
	option !== undefined && option.source !== 'default' && !isDetected(option.source);
