// What happens to the client of a fake server at one of its requests: the server only says when.

export type Interruption = {
	/** Before the work is done, after it without an answer, or after the answer. */
	readonly moment: 'before' | 'during' | 'after';
	readonly act: () => void;
};

export type Interrupt = (request: {readonly method: string; readonly path: string}) => Interruption | undefined;
