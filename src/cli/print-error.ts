// An error outside any UI: in words on stderr, or as one JSON document on stdout.
import type {Failure} from '../schema/outcome.ts';
import {redact, redactAll} from '../system/secrecy/redact.ts';
import {clean} from '../system/text.ts';
import {foldedText} from '../ui/text/fold.ts';
import {measuringLook} from '../ui/text/look.ts';
import {commandSegment, row, segment} from '../ui/text/rows.ts';

type Streams = Pick<NodeJS.Process, 'stdout' | 'stderr'>;

export function printError(error: Failure, exitCode: number, json: boolean, {stdout, stderr}: Streams): void {
	if (json) {
		const document = redactAll({event: 'result', ok: false, exitCode, error});
		stdout.write(`${JSON.stringify(document)}\n`);
		return;
	}
	const {message, code, detail, next} = redactAll(error, text => redact(clean(text)));
	const rows = [
		...`error: ${message}  ${code}`.split('\n').map(line => row(line)),
		...(detail === undefined ? [] : detail.split('\n').map(line => row('  ', line))),
		...next.map(({command, when}) =>
			row('  ', commandSegment(command), when === undefined ? '' : segment(`  (${when})`)),
		),
	];
	stderr.write(foldedText(rows, measuringLook, stderr));
}
