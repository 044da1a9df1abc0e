// The requirement that pip or uv could not install, and the command that lists its versions.
import type {NextCommand} from '../../../system/errors.ts';

export function versionsOf(output: string): readonly NextCommand[] {
	const [, name] =
		/No matching distribution found for ([A-Za-z\d][\w.-]*)/.exec(output) ??
		/satisfies the requirement ([A-Za-z\d][\w.-]*)/.exec(output) ??
		[];
	return name === undefined
		? []
		: [{command: `pip index versions ${name}`, when: 'to list its versions that this Python can install'}];
}
