// Teardown: what this project has on the cluster and here; only what was chosen and is ours goes.
import {findProject} from '../../kedro/find-project.ts';
import {readMetadata} from '../../kedro/pyproject.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {Plan} from '../../schema/plan.ts';
import {asWizardError, WizardError} from '../../system/errors.ts';
import {count} from '../../system/text.ts';
import type {Ui} from '../../ui/ui.ts';
import {type Given, givenText, isOn} from '../../options/options.ts';
import {refuseBadValues} from '../../options/conflicts.ts';
import {converse, type Talk} from '../../deploy/interview/interview.ts';
import {projectId} from '../../deploy/names.ts';
import {openRemote, type Remote} from '../../deploy/connection.ts';
import {listThings, type Thing, type TeardownProject} from './resources.ts';

/** Removes what was chosen: by names, by `--all`, or in a menu. What is already gone counts as done. */
export async function teardown(given: Given, names: readonly string[], ui: Ui): Promise<Outcome> {
	refuseOddNames(names);
	await refuseBadValues(given);
	refuseMissing(given, names, ui);
	ui.begin({title: 'kfp-wizard teardown', steps: [{id: 'teardown', title: 'Teardown'}]});
	ui.emit({event: 'step', step: 'teardown', state: 'active', detail: 'looking for what there is'});
	const root = await findProject(givenText(given, 'project')?.value, process.cwd());
	const metadata = await readMetadata(root);
	const project: TeardownProject = {root, name: metadata.name, id: projectId(metadata.package)};
	const {chosen, left} = await converse(ui, given, talk => agreed(project, names, talk));
	return chosen.length === 0 ? {removed: [], left: [...left]} : removeAll(chosen, left, ui);
}

type Agreed = {
	readonly chosen: readonly Thing[];
	/** Asked for by name, and not ours. */
	readonly left: readonly string[];
};

/** What is to go; nothing with a dry run. @throws WizardError `declined`; `WentBack` from the consent to the menu. */
async function agreed(
	project: TeardownProject,
	names: readonly string[],
	{ui, given}: Pick<Talk, 'ui' | 'given'>,
): Promise<Agreed> {
	const remote = given['host'] === undefined && !ui.interactive ? undefined : await openRemote(given, ui);
	if (remote === undefined && names.length === 0) sayOnlyHere(ui);
	const things = await listThings(project, remote, names, given, ui);
	const chosen = await choose(things, names, given, ui);
	const left = things.filter(({name, remove}) => remove === undefined && names.includes(name)).map(({name}) => name);
	if (chosen.length === 0) {
		ui.emit({event: 'step', step: 'teardown', state: 'done', detail: 'nothing to remove'});
		return {chosen, left};
	}
	const plan = planOf(chosen, remote);
	const dryRun = isOn(given, 'dry_run');
	ui.emit({event: 'plan', ...plan, dryRun});
	if (dryRun) return {chosen: [], left};
	const answer = await ui.ask({
		kind: 'plan',
		name: 'plan',
		message: `Remove ${count(chosen.length, 'thing')}?`,
		flag: '--yes',
		plan,
	});
	if (answer.do !== 'go') throw new WizardError('declined', 'Nothing was removed', {code: 'DECLINED'});
	return {chosen, left};
}

/** `--yes` needs `--all` or names: it never means everything by itself. */
function refuseMissing(given: Given, names: readonly string[], ui: Ui): void {
	if (ui.interactive) return;
	const missing = [
		...(isOn(given, 'all') || names.length > 0
			? []
			: [{command: '--all', when: 'or the names of what should go, such as run/ID'}]),
		...(given['host'] === undefined && names.some(name => !name.startsWith('spec/'))
			? [{command: '--host URL', when: 'the Kubeflow Pipelines API that has them'}]
			: []),
		...(isOn(given, 'yes') || isOn(given, 'dry_run') ? [] : [{command: '--yes', when: 'agrees to the plan'}]),
	];
	if (missing.length === 0) return;
	throw new WizardError(
		'usage',
		`Nobody can be asked here; these answers are missing: ${missing.map(({command}) => command).join(', ')}`,
		{code: 'MISSING_ANSWER', next: missing},
	);
}

async function choose(
	things: readonly Thing[],
	names: readonly string[],
	given: Given,
	ui: Ui,
): Promise<readonly Thing[]> {
	const ours = things.filter(({remove}) => remove !== undefined);
	if (names.length > 0) return byName(things, names, ui);
	if (isOn(given, 'all') || ours.length === 0) {
		for (const thing of things) if (thing.remove === undefined) sayStays(thing, ui);
		return ours;
	}
	const chosen = await ui.ask({
		kind: 'multiselect',
		name: 'things',
		message: 'What should go?',
		flag: '--all',
		choices: things.map(({name, detail, remove}) =>
			remove === undefined ? {value: name, disabled: `${detail}, stays`} : {value: name, hint: detail},
		),
		initial: [],
	});
	return ours.filter(({name}) => chosen.includes(name));
}

const sayStays = ({name, detail}: Thing, ui: Ui): void =>
	ui.emit({event: 'note', level: 'info', step: 'teardown', message: `${name} stays: ${detail}`});

/** Without a host nothing can be said of the cluster, so nobody should take `done` for all of it. */
const sayOnlyHere = (ui: Ui): void =>
	ui.emit({
		event: 'note',
		level: 'warning',
		step: 'teardown',
		message: 'Without --host only this machine is looked at; what is on the cluster stays',
	});

function refuseOddNames(names: readonly string[]): void {
	const odd = names.find(name => !/^(run|version|pipeline|secret|spec)\/./.test(name));
	if (odd === undefined) return;
	throw new WizardError('usage', `"${odd}" is no name of a thing`, {
		code: 'BAD_VALUE',
		detail: 'Names are run/ID, version/NAME, pipeline/NAME, secret/NAME, spec/PATH.',
	});
}

/** A name that is not there counts as done; what is not ours stays, and is told as left. */
function byName(things: readonly Thing[], names: readonly string[], ui: Ui): readonly Thing[] {
	for (const name of names.filter(wanted => !things.some(thing => thing.name === wanted))) {
		ui.emit({event: 'note', level: 'info', step: 'teardown', message: `${name} is not there`});
	}
	const chosen = things.filter(({name}) => names.includes(name));
	for (const thing of chosen) if (thing.remove === undefined) sayStays(thing, ui);
	return chosen.filter(({remove}) => remove !== undefined);
}

function planOf(chosen: readonly Thing[], remote: Remote | undefined): Plan {
	return {
		changes: chosen.map(({kind, name, detail}) => ({action: 'delete', what: kind, name, detail})),
		values: remote === undefined ? [] : [{name: 'host', value: remote.host.value, source: remote.host.source}],
	};
}

/** One after the other, each told; one that fails does not keep the others. `foreign` was asked for and stays. */
async function removeAll(chosen: readonly Thing[], foreign: readonly string[], ui: Ui): Promise<Outcome> {
	const removed: string[] = [];
	const left = [...foreign];
	for (const {name, remove} of chosen) {
		ui.emit({event: 'step', step: 'teardown', state: 'active', detail: `removing ${name}`});
		try {
			await remove?.();
			removed.push(name);
		} catch (thrown) {
			const error = asWizardError(thrown);
			if (error.kind === 'cancelled') {
				throw new WizardError('cancelled', 'Cancelled', {
					code: 'CANCELLED',
					changed: removed.map(done => `removed ${done}`),
				});
			}
			left.push(name);
			ui.emit({event: 'note', level: 'warning', step: 'teardown', message: `${name} is still there: ${error.message}`});
		}
	}
	ui.emit({
		event: 'step',
		step: 'teardown',
		state: left.length === 0 ? 'done' : 'failed',
		detail: `${removed.length} removed${left.length === 0 ? '' : `, ${left.length} left`}`,
	});
	return {removed, left};
}
