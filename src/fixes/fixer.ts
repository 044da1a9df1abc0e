// What makes a fix: a function from a finding and its context to file changes.
import type {Finding} from '../schema/finding.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import type {Fix} from './fix.ts';

export type FixContext = {
	readonly project: Project;
	/** The selected pipeline. */
	readonly pipeline: Pipeline;
	readonly environment: string;
	/** `s3://bucket/prefix`, checked by `dataUrlProblem`; fixes that need it are not proposed without. */
	readonly data: string | undefined;
	/** `--dockerfile`. */
	readonly dockerfilePath?: string | undefined;
};

/**
 * Makes the fix for one finding, `undefined` where there is none. `findings` are all that the checks found.
 * @throws WizardError where a file that it has to read cannot be read.
 */
export type Fixer = (finding: Finding, context: FixContext, findings: readonly Finding[]) => Promise<Fix | undefined>;
