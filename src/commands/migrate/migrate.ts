// `kfp-wizard migrate`: what the configuration of another deployer becomes in kfp.yml, shown before it is written.
import {applyFixes, diffsOf, previewFixes} from '../../fixes/apply-fixes.ts';
import {openJournal} from '../../fixes/journal.ts';
import {findProject} from '../../kedro/find-project.ts';
import {isOn, type Options} from '../../options/options.ts';
import type {FileDiff} from '../../schema/diff.ts';
import type {MigratedKey, Outcome} from '../../schema/outcome.ts';
import {WizardError} from '../../system/errors.ts';
import {asHint, meant} from '../../system/nearest.ts';
import {count, quote} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import {WentBack} from '../../ui/ui.ts';
import type {Invocation} from '../command.ts';
import {printDiff} from '../print-diff.ts';
import {buildScript} from './build-script.ts';
import {type Migration, mergeSources} from './merge.ts';
import {findSources, type Sources} from './sources.ts';

/** Those with a file to migrate. */
const environmentsOf = async (root: string): Promise<readonly string[]> =>
	(await findSources(root)).files.map(({environment}) => environment);

/** @throws WizardError `project` NOTHING_TO_MIGRATE, and where a file cannot be read; `declined`. */
export async function migrate({options}: Invocation, context: Context): Promise<Outcome> {
	const {ui} = context;
	const root = await findProject(options.project?.value, context.cwd);
	ui.begin({title: 'kfp-wizard migrate', steps: []});
	const sources = await findSources(root, options.env?.value);
	if (sources.files.length === 0) {
		const near = options.env && meant(options.env.value, await environmentsOf(root));
		throw new WizardError(
			'project',
			options.env === undefined
				? `There is no ${sources.confSource}/*/kubeflow.yaml and no ${buildScript} to migrate`
				: `There is no ${sources.confSource}/${options.env.value}/kubeflow.yaml to migrate${asHint(near)}`,
			{
				code: 'NOTHING_TO_MIGRATE',
				next: [
					...(near === undefined ? [] : [{command: `--env ${quote(near)}`}]),
					{command: 'kfp-wizard deploy', when: 'to deploy; it asks what it needs'},
				],
			},
		);
	}
	const migration = await planned(sources, root);
	const {keys, diff} = migration;
	for (const key of keys)
		ui.emit({
			event: 'note',
			level: key.state === 'mapped' || key.state === 'unchanged' ? 'info' : 'warning',
			message: inWords(key),
		});
	const outcome = {migrated: [...keys]};
	if (diff.length === 0) {
		ui.emit({event: 'note', level: 'info', message: 'kfp.yml has all of it already: nothing is written'});
		return outcome;
	}
	if (isOn(options.dryRun)) {
		if (!isOn(options.json)) printDiff(diff, context);
		return {...outcome, changes: [...diff]};
	}
	if (!(await agreesTo(diff, `Write ${filesOf(diff)}?`, context)))
		throw new WizardError('declined', 'Nothing was written', {code: 'DECLINED'});
	return {
		...outcome,
		changes: await write(migration, root, context),
		next: [
			{command: 'kfp-wizard check', when: 'to see what the project still needs'},
			{command: 'kfp-wizard check --undo', when: 'to take this back'},
		],
	};
}

/**
 * In the wizard, before the first deploy: where a project without a kfp.yml has the settings of another deployer. True where
 * they were written.
 */
export async function offerMigration({project}: Options, context: Context): Promise<boolean> {
	const {ui} = context;
	try {
		const root = await findProject(project?.value, context.cwd);
		const sources = await findSources(root);
		const migration = await planned(sources, root);
		const {keys, diff} = migration;
		if (diff.length === 0 || diff.some(({action}) => action === 'update')) return false;
		const from = [...new Set(sources.files.map(({file}) => file))].join(' and ');
		if (!(await agreesTo(diff, `Take the settings of ${from} to ${filesOf(diff)}?`, context))) return false;
		await write(migration, root, context);
		const left = keys.filter(({state}) => state === 'unmapped').length;
		const message = `${count(left, 'key')} did not map: kfp-wizard migrate lists each with the reason`;
		if (left > 0) ui.emit({event: 'note', level: 'warning', message});
		return true;
	} catch (error) {
		// What cannot be read is reported where it is needed: a deploy does not need it.
		if (!(error instanceof WentBack) && !(error instanceof WizardError && error.kind !== 'cancelled')) throw error;
		return false;
	}
}

type Planned = Migration & {readonly diff: readonly FileDiff[]};

async function planned(sources: Sources, root: string): Promise<Planned> {
	const migration = await mergeSources(sources, root);
	return {...migration, diff: await previewFixes(root, migration.fixes)};
}

const filesOf = (diff: readonly FileDiff[]): string => diff.map(({file}) => file).join(' and ');

const agreesTo = (diff: readonly FileDiff[], message: string, {ui}: Context): Promise<boolean> =>
	ui.ask({
		kind: 'confirm',
		name: 'migrate',
		message,
		flag: '--yes',
		help: 'The files that they come from stay as they are.',
		initial: true,
		diff,
	});

async function write({fixes}: Migration, root: string, {ui, env, now}: Context): Promise<FileDiff[]> {
	const written = await applyFixes(root, fixes);
	const files = [...diffsOf(written)];
	ui.emit({event: 'written', step: 'project', files});
	await openJournal(root, env, now()).add(written);
	return files;
}

/** `conf/base/kubeflow.yaml:7 run_config.image → image: ghcr.io/acme/churn (why)`. */
function inWords({file, line, key, state, to, value, note}: MigratedKey): string {
	const where = `${line === undefined ? file : `${file}:${line}`} ${key}`;
	if (state === 'mapped') return `${where} → ${to ?? ''}: ${value ?? ''}${note === undefined ? '' : ` (${note})`}`;
	// What is not in the file has no line.
	if (state === 'unmapped') return `${where}${line === undefined ? '' : ' does not map:'} ${note ?? ''}`;
	return `${where} → ${to ?? ''}: ${note ?? ''}`;
}
