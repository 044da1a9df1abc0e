// What a report is made from: findings with paths from the root of the repository, without secrets, each with a fingerprint.
import {realpath} from 'node:fs/promises';
import {dirname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {rules} from '../../../checks/rules.ts';
import type {Finding} from '../../../schema/finding.ts';
import {sha256} from '../../../system/digest.ts';
import type {Environment} from '../../../system/environment.ts';
import {exists, isOutside} from '../../../system/files.ts';
import {redactAll} from '../../../system/secrecy/redact.ts';
import {clean} from '../../../system/text.ts';
import {unnamed} from '../../../ui/views/findings.ts';

export type ReportedRule = {
	readonly id: string;
	readonly title: string;
	readonly why: string;
	readonly fix: string;
};

export type ReportedFinding = Pick<Finding, 'rule' | 'severity' | 'message'> & {
	/** What is to do. */
	readonly fix: string | undefined;
	/** The node or dataset that it is about. */
	readonly subject: string | undefined;
	/** From the root of the repository, with forward slashes; `undefined` where the finding is about no file. */
	readonly file: string | undefined;
	readonly line: number | undefined;
	/** The same for the same finding, wherever in its file it stands. */
	readonly fingerprint: string;
};

export type Report = {
	/** The project, its pipeline and environment: `churn, __default__, prod`. */
	readonly about: string;
	readonly findings: readonly ReportedFinding[];
	/** The rules of a project that was read; none of one that could not be. */
	readonly rules: readonly ReportedRule[];
	/** Ids of rules whose findings are ignored. */
	readonly ignored: readonly string[];
	/** `pyproject.toml` of the project: for findings about no file, where a format wants one. */
	readonly projectFile: string;
	readonly passed: number;
};

/** What was found in the project at `root`. */
export type Found = {
	readonly root: string;
	readonly about: string;
	readonly findings: readonly Finding[];
	readonly ignored: readonly string[];
	readonly passed: number;
	/** False where the project could not be read. */
	readonly isChecked: boolean;
};

export async function reportOf(found: Found, env: Environment): Promise<Report> {
	const project = await realpath(found.root).catch(() => found.root);
	const repository = await repositoryOf(project, env);
	const fromRepository = (file: string): string => {
		const path = resolve(project, file);
		const inside = relative(repository, path).split(sep).join('/');
		return isOutside(inside) || isAbsolute(inside) ? path : inside;
	};
	const seen = new Map<string, number>();
	const findings = found.findings.map(finding => {
		const file = finding.file === undefined ? undefined : fromRepository(finding.file);
		const identity = identityOf(finding, file);
		const earlier = seen.get(identity) ?? 0;
		seen.set(identity, earlier + 1);
		return {
			rule: finding.rule,
			severity: finding.severity,
			message: messageOf(finding),
			fix: finding.fix?.title,
			subject: finding.nodeLabel ?? finding.node ?? finding.dataset,
			file,
			line: finding.line,
			fingerprint: sha256(`${identity}\n${earlier}`, 32),
		};
	});
	const {about, ignored, passed} = found;
	return {
		about,
		findings: redactAll(redactAll(findings, clean)),
		rules: found.isChecked ? rules.map(({id, title, why, fix}) => ({id, title, why, fix})) : [],
		ignored,
		projectFile: fromRepository('pyproject.toml'),
		passed,
	};
}

/** What was found, and what is to do. */
export const textOf = ({message, fix}: Pick<ReportedFinding, 'message' | 'fix'>, between = '\n'): string =>
	fix === undefined ? message : `${message}${between}Fix: ${fix}`;

const messageOf = (finding: Finding): string => {
	const names = unnamed(finding).filter(name => name !== undefined);
	return names.length === 0 ? finding.message : `${finding.message} (${names.join(', ')})`;
};

/** Numbers in a message change with the rest of the project. */
function identityOf({rule, node, dataset, message}: Finding, file: string | undefined): string {
	const subject = [node, dataset].filter(name => name !== undefined);
	const about = subject.length > 0 ? subject : [message.replaceAll(/\d+/g, '#')];
	return JSON.stringify([rule, file ?? '', ...about]);
}

/** The folder that paths in reports start from: the workspace of the CI job, else the repository, else the project. */
async function repositoryOf(project: string, env: Environment): Promise<string> {
	const given = env['GITHUB_WORKSPACE'] ?? '';
	const workspace = isAbsolute(given) ? await realpath(given).catch(() => undefined) : undefined;
	if (workspace !== undefined && !isOutside(relative(workspace, project))) return workspace;
	for (let folder = project; ; folder = dirname(folder)) {
		if (await exists(join(folder, '.git'))) return folder;
		if (dirname(folder) === folder) return project;
	}
}
