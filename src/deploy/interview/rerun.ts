// What the work of an interview throws to run again with other answers.
import type {OptionChanges} from '../../options/options.ts';

/** Thrown by the work: it runs again, without asking what is still valid. */
export class Rerun extends Error {
	/** Options that have another value now. */
	readonly answers: OptionChanges;
	/** Options that count as set from now on, like a flag: their question is not asked again. */
	readonly settled: OptionChanges;
	/** Names of questions to ask again. */
	readonly forget: readonly string[];
	/** The project's files have changed: what was read of them is read again. */
	readonly reread: boolean;
	/** A login or a service has changed: what was found out about the cluster is found out again. */
	readonly reconnect: boolean;

	constructor({
		answers = {},
		settled = {},
		forget = [],
		reread = false,
		reconnect = false,
	}: {
		answers?: OptionChanges;
		settled?: OptionChanges;
		forget?: readonly string[];
		reread?: boolean;
		reconnect?: boolean;
	} = {}) {
		super('The interview runs again');
		this.answers = answers;
		this.settled = settled;
		this.forget = forget;
		this.reread = reread;
		this.reconnect = reconnect;
	}
}
