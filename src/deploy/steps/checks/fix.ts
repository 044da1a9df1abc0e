// `--fix`: makes the fixes of what the checks found and checks again, until there is nothing more to fix.
import {holdsClusterConfig, newEnvironment} from '../../../checks/catalog-file.ts';
import {defaultDataUrl} from '../../../checks/data-url.ts';
import {previewFixes} from '../../../fixes/apply-fixes.ts';
import type {Fix} from '../../../fixes/fix.ts';
import type {FixContext} from '../../../fixes/fixer.ts';
import {commandsOf} from '../../../fixes/upload-commands.ts';
import {needsData, proposeFixes, withReasons} from '../../../fixes/propose-fixes.ts';
import type {FileDiff} from '../../../schema/diff.ts';
import type {Finding} from '../../../schema/finding.ts';
import {quote} from '../../../system/text.ts';
import type {Context} from '../../../ui/context.ts';
import {type Selected, selectionFlags} from '../../selection.ts';
import {fixMaker} from './make-fixes.ts';
import {type CheckedSelection, type CheckResult, checkSelected} from './run.ts';

export type Fixed = CheckedSelection & {
	/** What was written, in the order of writing. */
	readonly fixed: readonly FileDiff[];
	/** What a person has to run once, such as an upload. */
	readonly commands: readonly string[];
};

/** A fix may lead to a new finding: a dataset type whose package the requirements lack. */
const mostRounds = 4;

/**
 * Makes every fix of an error or a warning, then `others`; each written file becomes an event.
 * @param select reads the project anew
 * @throws WizardError `failed` where a file cannot be written.
 */
export async function fixAll(
	select: () => Promise<Selected>,
	context: Pick<Context, 'ui' | 'env' | 'now'>,
	others: (selected: Selected) => readonly Fix[] = () => [],
): Promise<Fixed> {
	const {ui} = context;
	const {make} = fixMaker(select, context);
	const fixed: FileDiff[] = [];
	const kept: Fix[] = [];
	const refused = new Set<string>();
	const said = new Set<string>();
	const say = (message: string): void => {
		if (!said.has(message)) ui.emit({event: 'note', level: 'info', step: 'checks', message});
		said.add(message);
	};
	let selected = await select();
	for (let round = 1; ; round++) {
		const checked = checkSelected(selected);
		const {result} = checked;
		const wanted = result.findings.filter(({severity}) => severity !== 'info');
		const subject = subjectOf(selected);
		const isOpen = (fix: Fix | undefined): fix is Fix => fix !== undefined && !refused.has(fix.title);
		const ofFindings = (await proposeFixes(wanted, subject, say)).filter(isOpen);
		// What they change decides what the image needs: data that moves to S3 needs what reads it there.
		const fixes = ofFindings.length > 0 ? ofFindings : others(selected).filter(isOpen);
		const made = round > mostRounds ? undefined : await make(fixes, selected);
		for (const title of made?.refused ?? []) refused.add(title);
		if (made === undefined || made.written.length === 0) {
			reportMissing(result, subject, say);
			return {...checked, fixed, commands: await commandsOf(kept, subject.project.root)};
		}
		selected = made.selected;
		fixed.push(...made.written);
		kept.push(...made.kept);
	}
}

/** What the first round of `fixAll` would write; what it writes may lead to further findings. */
export async function previewAll(
	checked: CheckedSelection,
	{ui}: Pick<Context, 'ui'>,
	others: (selected: Selected) => readonly Fix[],
): Promise<readonly FileDiff[]> {
	const {result} = checked;
	const subject = subjectOf(checked);
	const say = (message: string): void => ui.emit({event: 'note', level: 'info', step: 'checks', message});
	const wanted = result.findings.filter(({severity}) => severity !== 'info');
	const proposed = (await proposeFixes(wanted, subject, say)).filter(fix => fix !== undefined);
	reportMissing(result, subject, say);
	return previewFixes(subject.project.root, [...proposed, ...others(checked)]);
}

/** What fixes are proposed for. */
export function subjectOf({
	selection,
	options: {data, dockerfile},
}: Pick<Selected, 'selection' | 'options'>): FixContext {
	const {project, pipeline, chosen} = selection;
	return {project, pipeline, environment: chosen.env.value, data: data?.value, dockerfilePath: dockerfile?.value};
}

export type FixOffer = {
	/** `kfp-wizard check --fix …` with the flags that it needs. */
	readonly command: string;
	readonly fixes: number;
	/** The fixes cannot go into the chosen environment: the command names another one. */
	readonly elsewhere: boolean;
};

/** The findings, those without a fix with the reason, and the command that fixes the others; `undefined` where it can fix none. */
export async function lookForFixes(
	selected: Pick<Selected, 'selection' | 'options'>,
	findings: readonly Finding[],
): Promise<{readonly findings: readonly Finding[]; readonly offer: FixOffer | undefined}> {
	const subject = subjectOf(selected);
	const elsewhere = !holdsClusterConfig(subject.project, subject.environment);
	const environment = elsewhere ? newEnvironment : subject.environment;
	const data = subject.data ?? defaultDataUrl(subject.project) ?? 's3://bucket/prefix';
	const wanted = {...subject, environment, data};
	const reasons = new Map<Finding, string>();
	const proposed = await proposeFixes(findings, wanted, (reason, finding) => void reasons.set(finding, reason));
	const explained = withReasons(findings, proposed, reasons);
	const fixes = proposed.filter(fix => fix !== undefined).length;
	if (fixes === 0) return {findings: explained, offer: undefined};
	const place = needsData(findings, wanted) ? ` --data ${quote(data)}` : '';
	const command = `kfp-wizard check --fix${selectionFlags(selected.selection, selected.options, environment)}${place}`;
	return {findings: explained, offer: {command, fixes, elsewhere}};
}

function reportMissing({findings}: CheckResult, subject: FixContext, say: (message: string) => void): void {
	const {project, environment, data} = subject;
	if (!holdsClusterConfig(project, environment)) {
		if (findings.some(({rule}) => rule.startsWith('catalog/')))
			say(
				`Fixes of the catalog cannot go to ${environment}: name another environment, for example --env ${newEnvironment} --fix`,
			);
	} else if (data === undefined && needsData(findings, subject)) {
		const place = defaultDataUrl(project) ?? 's3://bucket/prefix';
		say(`To move these datasets to remote storage, give its location: --fix --data ${place}`);
	}
}
