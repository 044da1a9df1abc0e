// What a rule is: a pure function from the facts of a deployment to problems, with the words that describe it in the docs.
import type {Finding} from '../schema/finding.ts';
import type {Severity} from '../schema/severity.ts';
import type {SourceLocation} from '../schema/project.ts';
import {defined} from '../system/defined.ts';
import type {Facts} from './facts.ts';

/** What a rule found once. */
export type Problem = {
	/** What will happen, and why. */
	readonly message: string;
	/** What to do: a command, or an edit of a file. */
	readonly fix: string;
	readonly location?: SourceLocation | null | undefined;
	readonly node?: string | undefined;
	readonly dataset?: string | undefined;
};

/** The same, for a rule whose severity varies. */
export type RatedProblem = Problem & {readonly severity: Severity};

/** A rule about a deployment before its image is built, or with other facts about something else. */
export type Rule<F = Facts> = {
	/** `category/what`, as in `--ignore` and in a finding. */
	readonly id: string;
	/** What the rule looks for. */
	readonly title: string;
	readonly why: string;
	/** What to do, in general. */
	readonly fix: string;
} & (
	| {readonly severity: Severity; readonly check: (facts: F) => readonly Problem[]}
	| {
			readonly severity: 'varies';
			readonly check: (facts: F) => readonly RatedProblem[];
	  }
);

/** What a rule finds, as findings of this rule. */
export function findingsOf<F>(rule: Rule<F>, facts: F): readonly Finding[] {
	return rule.severity === 'varies'
		? rule.check(facts).map(problem => asFinding(rule.id, problem.severity, problem))
		: rule.check(facts).map(problem => asFinding(rule.id, rule.severity, problem));
}

function asFinding(rule: string, severity: Severity, {message, fix, location, node, dataset}: Problem): Finding {
	const [file, line] = [location?.file, location?.line ?? undefined];
	return {rule, severity, message, ...defined({file, line, node, dataset}), fix: {title: fix}};
}
