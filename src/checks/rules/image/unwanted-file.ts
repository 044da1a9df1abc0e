// Files that would be in the image and should not: what looks like credentials, and what no task needs.
import type {Finding} from '../../../schema/finding.ts';
import {ignorePattern} from '../../../system/ignore-command.ts';
import {quote} from '../../../system/text.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

export const imageUnwantedFile: Rule = {
	id: 'image/unwanted-file',
	severity: 'varies',
	title: 'A file would be in the image that should not be there',
	why: 'Whoever can pull the image can read the file. Credentials are an error, and the deployment refuses them; what may be harmless, and files that only make the image larger, are a warning.',
	fix: 'Add a line for it to .dockerignore; use `--allow-file` if the file is harmless',
	check: ({unwanted = []}) =>
		unwanted.map(({path, line, reason, secret, inDockerfile}): RatedProblem => ({
			severity: secret ? 'error' : 'warning',
			message: inDockerfile
				? `${path}: ${reason}`
				: `${path} would be in the image${line === undefined ? ':' : ' and'} ${reason}`,
			fix: inDockerfile
				? `Remove it from ${path}`
				: line !== undefined
					? `Remove it from ${path} and revoke it; or ${allowance(path)}`
					: `${exclusion(path)}${secret ? `; or ${allowance(path)}` : ''}`,
			location: {file: path, line: line ?? null},
		})),
};

const exclusion = (path: string): string => `Add to .dockerignore: ${ignorePattern(path)}`;

const allowance = (path: string): string => `use --allow-file ${quote(path)} if it is harmless`;

/** The path that a finding of this rule allows to keep, which `--ignore` does not; `undefined` for any other finding. */
export const pathToAllow = ({file, fix}: Finding): string | undefined =>
	file !== undefined && fix?.title.endsWith(allowance(file)) === true ? file : undefined;

/** The path that a finding of this rule advises to exclude from the image; `undefined` where it advises something else. */
export const pathToExclude = ({file, fix}: Finding): string | undefined =>
	file !== undefined && isExclusion(fix?.title ?? '', file) ? file : undefined;

/** The ignore file may have another name, which is in the advice by now. */
const isExclusion = (advice: string, path: string): boolean =>
	/^Add to .+?ignore: (.*)$/s.exec(advice)?.[1]?.startsWith(ignorePattern(path)) === true;
