// The one line of a result that a script reads from stdout.
import type {Event} from '../../schema/event.ts';

/**
 * The main result of a deploy for stdout: the URL of the run, else the path of the spec, else the image.
 * Nothing where both streams are terminals: the rows of the result show it already.
 */
export function mainResult(
	event: Event,
	streams: {readonly stdout: object; readonly stderr: object},
): string | undefined {
	const isTerminal = (stream: {readonly isTTY?: boolean}): boolean => stream.isTTY === true;
	if (event.event !== 'result' || !event.ok) return undefined;
	if (isTerminal(streams.stdout) && isTerminal(streams.stderr)) return undefined;
	// The spec itself went to stdout: nothing may follow it there.
	if (event.spec?.path === '-') return undefined;
	return event.run?.url ?? event.spec?.path ?? event.image;
}
