// Looks at all rows at the same time, each with a time limit of its own. A row that needs one that failed is not looked at.
import type {MachineRow} from '../../schema/machine.ts';
import {defined} from '../../system/defined.ts';
import {asWizardError, WizardError} from '../../system/errors.ts';
import {duration} from '../../system/text.ts';
import type {Machine} from './machine.ts';
import type {Found, Row, RowId} from './row.ts';

/** A row as reported. */
export type Probed = {
	readonly row: MachineRow;
	/** Of its failure, else 0. */
	readonly exitCode: number;
	/** The title of the row why those that depend on this one are not looked at; `undefined` where they are. */
	readonly cause?: string;
};

const usualLimit = 10_000;

/**
 * In the order of the rows; each promise settles when its row is known.
 * @param longest milliseconds, for rows without a limit of their own
 * @throws WizardError `cancelled`, in any of them.
 */
export function probeRows(rows: readonly Row[], machine: Machine, longest = usualLimit): readonly Promise<Probed>[] {
	const started = new Map<RowId, Promise<Probed>>();
	for (const row of rows) {
		const isFree = row.unless !== undefined && machine.options[row.unless] !== undefined;
		const before = isFree ? [] : row.needs.flatMap(id => started.get(id) ?? []);
		const probing = probe(row, before, machine, longest);
		// A row that is not awaited yet must not end the program.
		probing.catch(() => {});
		started.set(row.id, probing);
	}
	return [...started.values()];
}

async function probe(row: Row, before: readonly Promise<Probed>[], machine: Machine, longest: number): Promise<Probed> {
	const cause = (await Promise.all(before)).find(each => each.cause !== undefined)?.cause;
	if (cause !== undefined)
		return {...reported(row, {state: 'skipped', detail: `not checked: it depends on ${cause}`}, machine), cause};
	try {
		const found = await within(row.limit?.(machine) ?? longest, row.probe(machine));
		return softened(reported(row, found, machine), row, machine);
	} catch (thrown) {
		const error = asWizardError(thrown);
		if (error.kind === 'cancelled') throw error;
		const {message, detail, next, code, exitCode} = error;
		const text = [message, ...(detail === undefined ? [] : detail.split('\n').slice(0, 6))].join('\n');
		const {row: failed} = reported(row, {state: 'failed', detail: text, fix: next}, machine);
		const probed = {row: {...failed, code}, exitCode: exitCode === 2 ? 5 : exitCode, cause: row.title};
		return softened(probed, row, machine);
	}
}

function reported(
	{id, title, link: usual}: Row,
	{state, detail, fix = [], link = usual}: Found,
	{context}: Machine,
): Probed {
	const isProblem = state === 'failed' || state === 'warning';
	const isNew = link !== undefined && !detail.includes(link);
	const row = {
		id,
		title,
		state,
		detail,
		fix: fix.map(each => ({...each, command: context.commands.command(each.command)})),
		...defined({link: isProblem && isNew ? link : undefined}),
	};
	const isUsable = state === 'ok' || state === 'warning';
	return {row, exitCode: state === 'failed' ? 5 : 0, ...defined({cause: isUsable ? undefined : title})};
}

/** What a deploy does without is a warning; what depends on it is not looked at all the same. */
function softened(probed: Probed, {isSpare}: Row, {options}: Machine): Probed {
	if (probed.row.state !== 'failed' || isSpare?.(options) !== true) return probed;
	return {...probed, row: {...probed.row, state: 'warning'}, exitCode: 0};
}

/** @throws WizardError `outside` where there is no answer in time. */
async function within<T>(limit: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(
			() =>
				reject(
					new WizardError('outside', `no answer within ${duration(limit)}`, {
						code: 'NO_ANSWER',
						next: [{command: 'kfp-wizard doctor', when: 'to look again; check the network and the VPN before'}],
					}),
				),
			limit,
		);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
