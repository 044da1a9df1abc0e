// The flags with which a later command finds the same server: what the environment and the defaults do not say by themselves.
import {isDetected, type Options, type Sourced} from '../options/options.ts';
import {quote} from '../system/text.ts';
import type {Connection} from './connection.ts';

/** ` --host http://localhost:8080 --namespace team-a`; empty where a later command needs none of them. */
export function serverFlags(
	{project}: Options,
	{host, context, namespace}: Pick<Connection, 'host' | 'context' | 'namespace'>,
): string {
	const flags: readonly (readonly [flag: string, option: Sourced | undefined])[] = [
		['--project', project],
		['--host', host],
		['--context', context],
		['--namespace', namespace],
	];
	return flags.map(([flag, option]) => (isNeeded(option) ? ` ${flag} ${quote(option.value)}` : '')).join('');
}

/** A variable stays set, and what was detected or is the default is so again. */
const isNeeded = (option: Sourced | undefined): option is Sourced =>
	option !== undefined && option.source !== 'default' && !isDetected(option.source) && !/^[A-Z_]+$/.test(option.source);
