// What a fix is: edits of the project's files, shown as a difference before they are made.

/** An edit of one file. Edits of the same file are made one after the other, so each sees what the ones before it left. */
export type Edit = {
	/** Relative to the project, with forward slashes. */
	readonly file: string;
	/**
	 * Gets the file's text, `undefined` where there is none yet. Making an edit twice changes nothing the second time.
	 * Throws a WizardError where it cannot be made in this text, such as YAML that cannot be read.
	 */
	readonly change: (text: string | undefined) => string;
};

export type Fix = {
	/** What it does, in the words of an order: `Give high_raw an entry in conf/prod/catalog.yml`. */
	readonly title: string;
	readonly edits: readonly Edit[];
	/** What is left for a person to run once, such as the upload of a file that the catalog now looks for on S3. */
	readonly command?: string;
};
