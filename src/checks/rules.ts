// The list of all rules, running them, and the table that describes them.
import type {Finding, Severity} from '../schema/finding.ts';
import {WizardError} from '../system/errors.ts';
import {nearest} from '../system/nearest.ts';
import type {Facts, Rule} from './rule.ts';
import {badLocation} from './rules/catalog/bad-location.ts';
import {confirms} from './rules/catalog/confirms.ts';
import {credentials} from './rules/catalog/credentials.ts';
import {droppedPipeline} from './rules/pipeline/dropped.ts';
import {emptyPipeline} from './rules/pipeline/empty.ts';
import {environmentMissing} from './rules/environment/missing.ts';
import {environmentNotInImage} from './rules/environment/not-in-image.ts';
import {extraMissing} from './rules/requirements/extra-missing.ts';
import {kedroMismatch} from './rules/kedro/mismatch.ts';
import {kedroSilentErrors} from './rules/kedro/silent-errors.ts';
import {kedroTooOld} from './rules/kedro/too-old.ts';
import {leftOut} from './rules/image/left-out.ts';
import {localDataset} from './rules/catalog/local-dataset.ts';
import {localInput} from './rules/catalog/local-input.ts';
import {lostOutput} from './rules/catalog/lost-output.ts';
import {memoryDataset} from './rules/catalog/memory-dataset.ts';
import {missingInput} from './rules/pipeline/missing-input.ts';
import {missingParameter} from './rules/pipeline/missing-parameter.ts';
import {nameCollision} from './rules/name/collision.ts';
import {nameLong} from './rules/name/too-long.ts';
import {nameUnusable} from './rules/name/unusable.ts';
import {nodeUnnamed} from './rules/node/unnamed.ts';
import {pipelineSize} from './rules/pipeline/size.ts';
import {projectSettings} from './rules/project/settings.ts';
import {projectWarning} from './rules/project/warning.ts';
import {requirementsMissing} from './rules/requirements/missing.ts';
import {requirementsUnpinned} from './rules/requirements/unpinned.ts';
import {settingsInvalid} from './rules/settings/invalid.ts';
import {settingsUnknownTarget} from './rules/settings/unknown-target.ts';
import {sharedPlace} from './rules/catalog/shared-place.ts';
import {telemetry} from './rules/project/telemetry.ts';
import {transcodedPlaces} from './rules/catalog/transcoded-places.ts';
import {unknownDataset} from './rules/catalog/unknown-dataset.ts';
import {unresolved} from './rules/config/unresolved.ts';
import {unwantedFile} from './rules/image/unwanted-file.ts';

/** In the order of the table: the project, its pipeline and names, its data, its configuration. */
export const rules: readonly Rule[] = [
	kedroTooOld,
	kedroSilentErrors,
	kedroMismatch,
	projectSettings,
	projectWarning,
	telemetry,
	requirementsMissing,
	requirementsUnpinned,
	extraMissing,
	droppedPipeline,
	emptyPipeline,
	missingInput,
	missingParameter,
	nodeUnnamed,
	nameUnusable,
	nameCollision,
	nameLong,
	pipelineSize,
	memoryDataset,
	localDataset,
	localInput,
	lostOutput,
	unknownDataset,
	transcodedPlaces,
	sharedPlace,
	badLocation,
	confirms,
	credentials,
	environmentMissing,
	environmentNotInImage,
	leftOut,
	unwantedFile,
	unresolved,
	settingsInvalid,
	settingsUnknownTarget,
];

export type CheckResult = {
	/** Errors first, then by file and line. */
	readonly findings: readonly Finding[];
	/** Number of rules without a finding. */
	readonly passed: number;
	/** What the ignored rules found. */
	readonly ignored: readonly Finding[];
};

/**
 * Runs every rule. What an ignored rule finds is told apart, never dropped.
 * @throws WizardError `usage` when `ignore` names no rule.
 */
export function runChecks(facts: Facts, {ignore}: {readonly ignore: readonly string[]}): CheckResult {
	for (const id of ignore) assertRule(id);
	const results = rules.map(rule => rule.check(facts));
	const findings = results.flat().sort(inOrder);
	return {
		findings: findings.filter(({rule}) => !ignore.includes(rule)),
		passed: results.filter(found => found.length === 0).length,
		ignored: findings.filter(({rule}) => ignore.includes(rule)),
	};
}

/** The rules as a Markdown table, for the README. */
export function ruleTable(): string {
	const rows = rules.map(({id, severity, title, why, fix}) => [`\`${id}\``, severity, title, why, fix]);
	return [['rule', 'severity', 'finds', 'why it matters', 'what to do'], ['---', '---', '---', '---', '---'], ...rows]
		.map(cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
		.join('\n');
}

function assertRule(id: string): void {
	const ids = rules.map(rule => rule.id);
	if (ids.includes(id)) return;
	const meant = nearest(id, ids);
	throw new WizardError(
		'usage',
		`There is no rule ${JSON.stringify(id)}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
		{
			code: 'UNKNOWN_RULE',
			detail: `Rules: ${ids.join(', ')}`,
			...(meant === undefined ? {} : {next: [{command: `kfp-wizard check --ignore ${meant}`}]}),
		},
	);
}

const rank: Readonly<Record<Severity, number>> = {error: 0, warning: 1, info: 2};

function inOrder(a: Finding, b: Finding): number {
	return (
		rank[a.severity] - rank[b.severity] ||
		compare(a.file ?? '\uFFFF', b.file ?? '\uFFFF') ||
		(a.line ?? 0) - (b.line ?? 0) ||
		compare(a.rule, b.rule) ||
		compare(a.message, b.message)
	);
}

/** By code unit, so that the order is the same on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
