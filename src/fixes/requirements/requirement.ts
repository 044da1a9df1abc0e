// One requirement as text: `kedro[test]~=1.0  # why`, its name compared, a new one written, a version pinned.
import {WizardError} from '../../system/errors.ts';

export type RequirementEdit = {
	readonly name: string;
	/** The version that is installed on this machine; `undefined` when not known. */
	readonly version: string | undefined;
	/** Whether a requirement that is in the file gets that version. */
	readonly pin: boolean;
	readonly file: string;
};

export function unchanged({name, version, pin, file}: RequirementEdit, reason: string): WizardError {
	const requirement = version === undefined ? name : `${name}==${version}`;
	return new WizardError(
		'project',
		`${file} stays unchanged, because ${reason}: ${pin ? 'pin' : 'add'} ${requirement} yourself`,
		{code: 'REQUIREMENTS_LEFT_ALONE'},
	);
}

/** Name, extras, and the rest of a requirement up to a comment. */
const requirement = /^(\s*)([A-Za-z\d][\w.-]*)(\s*\[[^\]]*\])?(\s*[^#;]*?)(\s*(?:[#;].*)?)$/;

export const isRequirement = (line: string): boolean => requirement.test(line);

/** Whether a requirement is of a package. */
export const isOf = (line: string, name: string): boolean =>
	normalized(requirement.exec(line)?.[2] ?? '') === normalized(name);

/** A name as Python packaging compares it. */
const normalized = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

/** The new requirement: pinned where most of the others are, and Kedro always. */
export function newRequirement({name, version}: RequirementEdit, others: readonly string[]): string {
	const isPinned = others.length > 0 && others.filter(each => each.includes('==')).length * 2 >= others.length;
	return `${name}${version !== undefined && (isPinned || name === 'kedro') ? `==${version}` : ''}`;
}

/** `kedro~=1.0  # why` → `kedro==1.7.0  # why`; a URL stays. */
export function pinned(line: string, version: string | undefined): string {
	const [, space = '', name = '', extras = '', constraint = '', rest = ''] = requirement.exec(line) ?? [];
	if (version === undefined || constraint.includes('@')) return line;
	return `${space}${name}${extras}==${version}${rest}`;
}
