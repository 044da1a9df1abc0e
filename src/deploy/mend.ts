// `--fix`: makes the fixes of what the checks found, looks again, and goes on until there is nothing more to make.
import {hasPlaceFor} from '../fixes/catalog-fix.ts';
import {applyFixes} from '../fixes/apply.ts';
import {dataDefault, dataProblem} from '../fixes/data.ts';
import type {Fix} from '../fixes/fix.ts';
import {hasFix, needsData, proposeFixes, type Subject} from '../fixes/propose.ts';
import type {FileDiff} from '../schema.ts';
import {quote} from '../system/text.ts';
import type {Ui} from '../ui/ui.ts';
import {type Given, givenText, refuseBad} from './answers.ts';
import type {ImageSource} from './steps/build-image.ts';
import {check, type CheckResult} from './steps/checks.ts';
import type {Selection} from './steps/pipeline.ts';

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
export function subjectOf({selection, given}: Looked): Subject {
	const data = givenText(given, 'data');
	if (data !== undefined) refuseBad(data, dataProblem);
	const {project, pipeline, answers} = selection;
	return {project, pipeline, environment: answers.env.value, data: data?.value};
}

/** The command that makes the fixes, where findings can have some. @throws WizardError `usage` for a bad `--data`. */
export function fixCommand({findings}: CheckResult, looked: Looked): string | undefined {
	if (!findings.some(({rule, severity}) => severity !== 'info' && hasFix(rule))) return undefined;
	const {given, selection} = looked;
	const {project, environment, data} = subjectOf(looked);
	const {pipeline, groupBy} = selection.answers;
	const other = project.environments.find(name => hasPlaceFor(project, name)) ?? 'cluster';
	const place = hasPlaceFor(project, environment) ? environment : other;
	const movesData = needsData(findings, {...subjectOf(looked), environment: place});
	const flags: readonly (readonly [flag: string, value: string | undefined])[] = [
		['--project', givenText(given, 'project')?.value],
		['--python', givenText(given, 'python')?.value],
		['--pipeline', pipeline.source === 'default' ? undefined : pipeline.value],
		['--env', movesData ? place : environment],
		['--group-by', groupBy.source === 'default' ? undefined : groupBy.value],
		['--data', movesData ? (data ?? dataDefault(project) ?? 's3://bucket/prefix') : undefined],
	];
	const words = flags.map(([flag, value]) => (value === undefined ? '' : ` ${flag} ${quote(value)}`));
	return `npx kfp-wizard check --fix${words.join('')}`;
}

function sayWhatIsMissing({findings}: CheckResult, subject: Subject, say: (message: string) => void): void {
	const {project, environment, data} = subject;
	if (!hasPlaceFor(project, environment)) {
		if (findings.some(({rule}) => rule.startsWith('catalog/')))
			say(
				`Fixes of the catalog go to an environment of their own, not to ${environment}: name one, as in --env cluster --fix`,
			);
	} else if (data === undefined && needsData(findings, subject)) {
		const place = dataDefault(project) ?? 's3://bucket/prefix';
		say(`To move the data of these findings to remote storage, say where: --fix --data ${place}`);
	}
}
