// Prints rows on stdout, each as soon as it and those above it are known.
import {isOn, type Options} from '../../options/options.ts';
import type {MachineRow} from '../../schema/machine.ts';
import {redact} from '../../system/secrecy/redact.ts';
import type {Context} from '../../ui/context.ts';
import {printedLook} from '../../ui/text/look.ts';
import {foldedText} from '../../ui/text/fold.ts';
import {machineRows} from '../../ui/views/machine.ts';
import type {Row} from './row.ts';

/** `--quiet` leaves out what works and what was not checked. */
export function rowPrinter(rows: readonly Row[], options: Options, context: Context): (row: MachineRow) => void {
	const look = printedLook(isOn(options.accessible), context.stdout, context);
	const titleColumns = Math.max(...rows.map(({title}) => title.length));
	const isQuiet = isOn(options.quiet);
	return row => {
		if (isQuiet && (row.state === 'ok' || row.state === 'skipped')) return;
		for (const line of machineRows(row, titleColumns, look))
			context.stdout.write(redact(foldedText([line], look, context.stdout)));
	};
}
