// What fixes are proposed for: the project as inspected for an environment, and where its data may go.
import type {Finding} from '../schema/finding.ts';
import type {Pipeline, Project} from '../schema/project.ts';
import type {Fix} from './fix.ts';

export type Subject = {
	readonly project: Project;
	/** The chosen one. */
	readonly pipeline: Pipeline;
	readonly environment: string;
	/** `s3://bucket/prefix`, checked by `dataProblem`; fixes that need it are not proposed without. */
	readonly data: string | undefined;
};

/**
 * Makes the fix for one finding, `undefined` where there is none. `findings` are all that there are.
 * @throws WizardError where a file that it has to read cannot be read.
 */
export type Maker = (finding: Finding, subject: Subject, findings: readonly Finding[]) => Promise<Fix | undefined>;
