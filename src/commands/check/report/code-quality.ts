// The code quality report of GitLab.
import type {Severity} from '../../../schema/finding.ts';
import type {Report} from './report.ts';

const severities: Readonly<Record<Severity, string>> = {error: 'critical', warning: 'minor', info: 'info'};

export function codeQuality({findings, projectFile}: Report): string {
	const issues = findings.map(({rule, severity, message, fix, file, line, fingerprint}) => ({
		description: fix === undefined ? message : `${message} Fix: ${fix}`,
		check_name: rule,
		fingerprint,
		severity: severities[severity],
		location: {path: file ?? projectFile, lines: {begin: line ?? 1}},
	}));
	return `${JSON.stringify(issues, null, 2)}\n`;
}
