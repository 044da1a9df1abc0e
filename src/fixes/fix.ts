// What a fix is: edits of the project's files, shown as a difference before they are made.
import type {Dataset} from '../schema/project.ts';

/** An edit of one file. Edits of the same file are made one after the other, so each sees the result of the ones before it. */
export type Edit = {
	/** Relative to the project, with forward slashes. */
	readonly file: string;
	/**
	 * Gets the file's text, `undefined` where the file does not exist. Making an edit twice changes nothing the second time.
	 * Throws a WizardError where it cannot be made in this text, such as YAML that cannot be read.
	 */
	readonly change: (text: string | undefined) => string;
	/** The file only keeps its folder: it is not created where another edit creates a file there. */
	readonly keepsFolder?: true;
};

export type Fix = {
	/** What it does, as an imperative: `Add high_raw to conf/prod/catalog.yml`. */
	readonly title: string;
	readonly edits: readonly Edit[];
	/** What the user has to run once, such as the upload of a file that the catalog now reads from S3. */
	readonly command?: string;
	/** The file that the command uploads, where it does nothing else. */
	readonly upload?: {readonly path: string; readonly location: string};
	/** The datasets as they are after it: what they need besides is found before the fix is made. */
	readonly datasets?: readonly Dataset[];
};
