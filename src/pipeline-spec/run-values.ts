// The values of a run that its spec has placeholders for: its id and its inputs.

export type RunValues = {
	/** Id of the run and its creation time (RFC 3339); without them the placeholders stay. */
	readonly run?: {readonly id: string; readonly created: string};
	/** Values for inputs of the pipeline, by their names in KFP, as plain data. */
	readonly inputs?: Readonly<Record<string, unknown>>;
};
