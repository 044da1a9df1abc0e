// Whether the command line asks for JSON, before its options are read: for the version, and errors about the options themselves.
import {environmentVariable, flagName, offFlagName} from '../options/names.ts';
import {isYes} from '../options/resolve.ts';
import type {Environment} from '../system/environment.ts';

/** The last of `--json` and `--no-json` counts. */
export function asksForJson(argv: readonly string[], env: Environment): boolean {
	const [on, off] = [flagName('json'), offFlagName('json')];
	const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
	const said = words.findLast(word => word === on || word === off);
	return said === undefined ? isYes(env[environmentVariable(on)] ?? '') : said === on;
}
