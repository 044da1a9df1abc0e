// `kfp-wizard migrate`: what the configuration of another deployer becomes in kfp.yml, shown before it is written.
import {applyFixes, diffsOf, previewFixes} from '../../fixes/apply-fixes.ts';
import {openJournal} from '../../fixes/journal.ts';
import {findProject} from '../../kedro/find-project.ts';
import {isOn} from '../../options/options.ts';
import type {MigratedKey, Outcome} from '../../schema/outcome.ts';
import {WizardError} from '../../system/errors.ts';
import {redact} from '../../system/secrecy/redact.ts';
import {clean} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import {lookOf} from '../../ui/text/look.ts';
import {paint} from '../../ui/text/rows.ts';
import {diffRows} from '../../ui/views/diff.ts';
import type {Invocation} from '../command.ts';
import {buildScript} from './build-script.ts';
import {mergeSources} from './merge.ts';
import {findSources} from './sources.ts';

/** @throws WizardError `project` NOTHING_TO_MIGRATE, and where a file cannot be read; `declined`. */
export async function migrate({options}: Invocation, context: Context): Promise<Outcome> {
	const {ui} = context;
	const root = await findProject(options.project?.value, context.cwd);
	ui.begin({title: 'kfp-wizard migrate', steps: []});
	const sources = await findSources(root);
	if (sources.files.length === 0)
		throw new WizardError(
			'project',
			`There is no ${sources.confSource}/*/kubeflow.yaml and no ${buildScript} to migrate`,
			{
				code: 'NOTHING_TO_MIGRATE',
				next: [{command: 'kfp-wizard', when: 'to deploy; it asks what it needs'}],
			},
		);
	const {keys, fixes} = await mergeSources(sources, root);
	for (const key of keys)
		ui.emit({
			event: 'note',
			level: key.state === 'mapped' || key.state === 'unchanged' ? 'info' : 'warning',
			message: inWords(key),
		});
	const diff = await previewFixes(root, fixes);
	const outcome = {migrated: [...keys]};
	if (diff.length === 0) {
		ui.emit({event: 'note', level: 'info', message: 'kfp.yml has all of it already: nothing is written'});
		return outcome;
	}
	if (isOn(options.dryRun)) {
		showDiff(diff, isOn(options.json), context);
		return {...outcome, changes: [...diff]};
	}
	const agreed = await ui.ask({
		kind: 'confirm',
		name: 'migrate',
		message: `Write ${diff.map(({file}) => file).join(' and ')}?`,
		flag: '--yes',
		help: 'The files that they come from stay as they are.',
		initial: true,
		diff,
	});
	if (!agreed) throw new WizardError('declined', 'Nothing was written', {code: 'DECLINED'});
	const written = await applyFixes(root, fixes);
	const files = [...diffsOf(written)];
	ui.emit({event: 'written', step: 'project', files});
	await openJournal(root, context.env, context.now()).add(written);
	return {
		...outcome,
		changes: files,
		next: [
			{command: 'kfp-wizard check', when: 'to see what the project still needs'},
			{command: 'kfp-wizard check --undo', when: 'to take this back'},
		],
	};
}

/** `conf/base/kubeflow.yaml:7 run_config.image → image: ghcr.io/acme/churn (why)`. */
function inWords({file, line, key, state, to, value, note}: MigratedKey): string {
	const where = `${line === undefined ? file : `${file}:${line}`} ${key}`;
	if (state === 'mapped') return `${where} → ${to ?? ''}: ${value ?? ''}${note === undefined ? '' : ` (${note})`}`;
	// What is not in the file has no line.
	if (state === 'unmapped') return `${where}${line === undefined ? '' : ' does not map:'} ${note ?? ''}`;
	return `${where} → ${to ?? ''}: ${note ?? ''}`;
}

/** What a dry run would write, for people; with --json it is in the result. */
function showDiff(diff: Parameters<typeof diffRows>[0], isJson: boolean, context: Context): void {
	if (isJson) return;
	const look = lookOf(context.stdout, context);
	for (const line of diffRows(diff, look)) context.stdout.write(`${redact(clean(paint(line, look)))}\n`);
}
