// What a run adds to its spec: who it is, and the values that it was started with.

export type RunValues = {
	/** Id of the run and the time when it was created (RFC 3339), for tasks that ask; without them they get the placeholders. */
	readonly run?: {readonly id: string; readonly created: string};
	/** Values for inputs of the pipeline, by their names in KFP, as plain data. */
	readonly inputs?: Readonly<Record<string, unknown>>;
};
