// `--fix`: makes the fixes of what the checks found, looks again, and goes on until there is nothing more to make.
import {holdsClusterConfig} from '../../../checks/catalog-file.ts';
import {applyFixes} from '../../../fixes/apply-fixes.ts';
import {defaultDataUrl, dataUrlProblem} from '../../../checks/data-url.ts';
import type {Fix} from '../../../fixes/fix.ts';
import {needsData, proposeFixes} from '../../../fixes/propose-fixes.ts';
import type {FixContext} from '../../../fixes/fixer.ts';
import type {FileDiff} from '../../../schema/diff.ts';
import type {Finding} from '../../../schema/finding.ts';
import {quote} from '../../../system/text.ts';
import type {Ui} from '../../../ui/ui.ts';
import {type Given, givenText, refuseBad} from '../../../options/options.ts';
import type {ImageSource} from '../image/build.ts';
import {check, type CheckResult, selectionFlags} from './checks.ts';
import type {Selection} from '../selection/pipeline.ts';

/** The project as it is now. */
export type Looked = {
	readonly selection: Selection;
	readonly source: ImageSource | undefined;
	readonly given: Given;
};

export type Mended = Looked & {
	readonly result: CheckResult;
	/** What was written, in the order of writing. */
	readonly fixed: readonly FileDiff[];
	/** What a person has to run once, such as an upload. */
	readonly commands: readonly string[];
};

/** Proposed where fixes have no place in the environment that was chosen. */
export const newEnvironment = 'cluster';

/** A fix may bring a finding to light: a dataset type whose package the requirements lack. */
const mostRounds = 4;

/**
 * Makes every fix of an error or a warning, and `others`; each written file becomes an event.
 * @throws WizardError `usage` for a bad `--data`, `failed` where a file cannot be written.
 */
export async function mend(
	look: () => Promise<Looked>,
	ui: Ui,
	others: (looked: Looked) => readonly Fix[] = () => [],
): Promise<Mended> {
	const fixed: FileDiff[] = [];
	const commands = new Set<string>();
	const said = new Set<string>();
	const say = (message: string): void => {
		if (!said.has(message)) ui.emit({event: 'note', level: 'info', step: 'checks', message});
		said.add(message);
	};
	for (let round = 1; ; round++) {
		const looked = await look();
		const result = check(looked.selection, looked.source, looked.given);
		const wanted = result.findings.filter(({severity}) => severity !== 'info');
		const subject = subjectOf(looked);
		const fixes = [...(await proposeFixes(wanted, subject, say)), ...others(looked)].filter(fix => fix !== undefined);
		const written = round > mostRounds ? [] : await applyFixes(subject.project.root, fixes);
		if (written.length === 0) {
			sayWhatIsMissing(result, subject, say);
			return {...looked, result, fixed, commands: [...commands]};
		}
		fixed.push(...written);
		for (const {command} of fixes) if (command !== undefined) commands.add(command);
		ui.emit({event: 'written', step: 'checks', files: written.map(diff => ({...diff, lines: [...diff.lines]}))});
	}
}

/** What fixes are proposed for. @throws WizardError `usage` for a bad `--data`. */
export function subjectOf({selection, given}: Looked): FixContext {
	const data = givenText(given, 'data');
	if (data !== undefined) refuseBad(data, dataUrlProblem);
	const {project, pipeline, answers} = selection;
	return {project, pipeline, environment: answers.env.value, data: data?.value};
}

/**
 * `kfp-wizard check --fix …` with all that it needs to mend so many of these findings; `undefined` where it can mend none.
 * Where the environment has no place for fixes of the catalog (`elsewhere`), it names one that does.
 */
export async function offerOfFixes(
	looked: Looked,
	findings: readonly Finding[],
): Promise<{readonly command: string; readonly fixes: number; readonly elsewhere: boolean} | undefined> {
	const subject = subjectOf(looked);
	const elsewhere = !holdsClusterConfig(subject.project, subject.environment);
	const environment = elsewhere ? newEnvironment : subject.environment;
	const data = subject.data ?? defaultDataUrl(subject.project) ?? 's3://bucket/prefix';
	const wanted = {...subject, environment, data};
	const proposed = await proposeFixes(findings, wanted);
	const fixes = proposed.filter(fix => fix !== undefined).length;
	if (fixes === 0) return undefined;
	const place = needsData(findings, wanted) ? ` --data ${quote(data)}` : '';
	return {command: `kfp-wizard check --fix${selectionFlags(looked.selection, environment)}${place}`, fixes, elsewhere};
}

function sayWhatIsMissing({findings}: CheckResult, subject: FixContext, say: (message: string) => void): void {
	const {project, environment, data} = subject;
	if (!holdsClusterConfig(project, environment)) {
		if (findings.some(({rule}) => rule.startsWith('catalog/')))
			say(
				`Fixes of the catalog go to an environment of their own, not to ${environment}: name one, as in --env ${newEnvironment} --fix`,
			);
	} else if (data === undefined && needsData(findings, subject)) {
		const place = defaultDataUrl(project) ?? 's3://bucket/prefix';
		say(`To move the data of these findings to remote storage, say where: --fix --data ${place}`);
	}
}
