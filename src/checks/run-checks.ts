// Runs every rule and sorts what they find; the rules that the user ignores are kept apart.
import {nodeLabels, withNodeLabels} from '../kedro/node-labels.ts';
import type {Finding} from '../schema/finding.ts';
import type {Severity} from '../schema/severity.ts';
import {defined} from '../system/defined.ts';
import {WizardError} from '../system/errors.ts';
import {asHint, meant} from '../system/nearest.ts';
import {quote} from '../system/text.ts';
import {byCodeUnit} from '../system/order.ts';
import type {Facts} from './facts.ts';
import type {ImageFacts} from './image-facts.ts';
import {imageRules} from './image-rules.ts';
import {findingsOf, type Rule} from './rule.ts';
import {rules} from './rules.ts';

export type RuleResults = {
	/** Errors first, then by file and line. */
	readonly findings: readonly Finding[];
	/** Number of rules without a finding. */
	readonly passed: number;
	/** What the ignored rules found. */
	readonly ignored: readonly Finding[];
};

type Ignored = {readonly ignore: readonly string[]};

/**
 * Runs every rule. What an ignored rule finds is listed apart, never dropped.
 * @throws WizardError `usage` UNKNOWN_RULE when `ignore` has an id that no rule has.
 */
export function runChecks(facts: Facts, ignored: Ignored): RuleResults {
	return shownAs(runRules(rules, facts, ignored), labelled(facts), named(facts.dockerfile?.ignoreFile));
}

/** Rules about the names themselves. */
const aboutNames = /^(?:node|name)\//;

/** Shows nodes without a name by their functions; what a fix writes keeps the names that Kedro generates. */
function labelled({pipeline}: Facts): (finding: Finding) => Finding {
	const labels = nodeLabels(pipeline);
	const inText = withNodeLabels(pipeline);
	return finding => ({
		...finding,
		message: aboutNames.test(finding.rule) ? finding.message : inText(finding.message),
		...defined({nodeLabel: labels.get(finding.node ?? '')}),
	});
}

/** Rules say `.dockerignore`: a Dockerfile may have an ignore file of its own, which is read instead. */
function named(ignoreFile = '.dockerignore'): (finding: Finding) => Finding {
	const inText = (text: string): string => text.replaceAll(/(?<![\w./-])\.dockerignore\b/g, () => ignoreFile);
	return ({message, fix, ...finding}) => ({
		...finding,
		message: inText(message),
		...defined({fix: fix && {...fix, title: inText(fix.title)}}),
	});
}

const shownAs = (
	{findings, passed, ignored}: RuleResults,
	...changes: readonly ((finding: Finding) => Finding)[]
): RuleResults => {
	const shown = (finding: Finding): Finding => changes.reduce((sofar, change) => change(sofar), finding);
	return {findings: findings.map(shown), passed, ignored: ignored.map(shown)};
};

/** The same for a built image. */
export const runImageChecks = (facts: ImageFacts, ignored: Ignored): RuleResults =>
	shownAs(runRules(imageRules, facts, ignored), named(facts.ignoreFile));

function runRules<F>(rules: readonly Rule<F>[], facts: F, {ignore}: Ignored): RuleResults {
	for (const id of ignore) assertRule(id, ignore);
	const results = rules.map(rule => findingsOf(rule, facts));
	const findings = results.flat().sort(inOrder);
	return {
		findings: findings.filter(({rule}) => !ignore.includes(rule)),
		passed: results.filter(found => found.length === 0).length,
		ignored: findings.filter(({rule}) => ignore.includes(rule)),
	};
}

function assertRule(id: string, ignore: readonly string[]): void {
	const ids = [...rules, ...imageRules].map(rule => rule.id);
	if (ids.includes(id)) return;
	const near = meant(id, ids);
	throw new WizardError('usage', `There is no rule ${JSON.stringify(id)}${asHint(near)}`, {
		code: 'UNKNOWN_RULE',
		detail: `Rules: ${ids.join(', ')}`,
		next: [
			{
				command: ['kfp-wizard', ...ignore.map(one => `--ignore ${quote(one === id ? (near ?? 'RULE') : one)}`)].join(
					' ',
				),
				...(near === undefined ? {when: 'with one of these rules'} : {}),
			},
		],
	});
}

const rank: Readonly<Record<Severity, number>> = {error: 0, warning: 1, info: 2};

function inOrder(a: Finding, b: Finding): number {
	return (
		rank[a.severity] - rank[b.severity] ||
		byCodeUnit(a.file ?? '\uFFFF', b.file ?? '\uFFFF') ||
		(a.line ?? 0) - (b.line ?? 0) ||
		byCodeUnit(a.rule, b.rule) ||
		byCodeUnit(a.message, b.message)
	);
}
