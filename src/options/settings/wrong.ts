// The shape of what is wrong in kfp.yml.

export type Wrong = {
	/** The keys that lead to it. */
	readonly path: readonly string[];
	/** The end of a sentence that begins with its name. */
	readonly message: string;
	readonly fix: string;
};
