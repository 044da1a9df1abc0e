// `kfp-wizard teardown`: removes what kfp-wizard created for this project, on the cluster and on this machine.
import {findProject} from '../../kedro/find-project.ts';
import {readMetadata} from '../../kedro/pyproject.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {Plan} from '../../schema/plan.ts';
import {asWizardError, WizardError} from '../../system/errors.ts';
import {count} from '../../system/text.ts';
import {type Connection, openConnection} from '../../deploy/connection.ts';
import {interview} from '../../deploy/interview/interview.ts';
import {projectId} from '../../deploy/names.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, type Options, planValue} from '../../options/options.ts';
import {refuseMissing} from '../../options/required.ts';
import type {Context} from '../../ui/context.ts';
import type {Ui} from '../../ui/ui.ts';
import type {Invocation} from '../command.ts';
import {listResources, type Resource, type TeardownProject} from './resources.ts';

/** Removes what was chosen: by names, by `--all`, or in a menu. What does not exist any more counts as done. */
export async function teardown({options, args}: Invocation, context: Context): Promise<Outcome> {
	const {ui, cwd} = context;
	const names = [...new Set(args)];
	refuseInvalidNames(names);
	await refuseInvalidOptions(options);
	if (!ui.interactive) refuseIncomplete(options, names);
	ui.begin({title: 'kfp-wizard teardown', steps: [{id: 'teardown', title: 'Teardown'}]});
	ui.emit({event: 'step', step: 'teardown', state: 'active', detail: 'looking for resources'});
	const root = await findProject(options.project?.value, cwd);
	const metadata = await readMetadata(root);
	const project: TeardownProject = {root, name: metadata.name, id: projectId(metadata.package)};
	const {chosen, left} = await interview(context, options, (asking, known) => agreed(project, names, known, asking));
	return chosen.length === 0 ? {removed: [], left: [...left]} : removeAll(chosen, left, ui);
}

type Agreed = {
	readonly chosen: readonly Resource[];
	/** Asked for by name, and not created by kfp-wizard. */
	readonly left: readonly string[];
};

/** What to remove; nothing with a dry run. @throws WizardError `declined`; `WentBack` from the consent to the menu. */
async function agreed(
	project: TeardownProject,
	names: readonly string[],
	options: Options,
	context: Context,
): Promise<Agreed> {
	const {ui, cwd} = context;
	const connection = options.host === undefined && !ui.interactive ? undefined : await openConnection(options, context);
	if (connection === undefined && names.length === 0) reportLocalOnly(ui);
	const resources = await listResources(project, connection, names, options, {ui, cwd});
	const chosen = await choose(resources, names, options, ui);
	const left = resources.filter(({name, remove}) => remove === undefined && names.includes(name)).map(({name}) => name);
	if (chosen.length === 0) {
		ui.emit({event: 'step', step: 'teardown', state: 'done', detail: 'nothing to remove'});
		return {chosen, left};
	}
	const plan = planOf(chosen, connection);
	const dryRun = isOn(options.dryRun);
	ui.emit({event: 'plan', ...plan, dryRun});
	if (dryRun) return {chosen: [], left};
	const answer = await ui.ask({
		kind: 'plan',
		name: 'plan',
		message: `Remove ${count(chosen.length, 'resource')}?`,
		flag: '--yes',
		plan,
	});
	if (answer.do !== 'go') throw new WizardError('declined', 'Nothing was removed', {code: 'DECLINED'});
	return {chosen, left};
}

/** `--yes` needs `--all` or names: it never means everything by itself. */
function refuseIncomplete(options: Options, names: readonly string[]): void {
	refuseMissing('teardown', options, [
		...(isOn(options.all) || names.length > 0
			? []
			: [{command: '--all', when: 'or the names of the resources to remove, such as run/ID'}]),
		...(options.host === undefined && names.some(name => !name.startsWith('spec/'))
			? [{command: '--host URL', when: 'the Kubeflow Pipelines API that has them'}]
			: []),
	]);
}

async function choose(
	resources: readonly Resource[],
	names: readonly string[],
	options: Options,
	ui: Ui,
): Promise<readonly Resource[]> {
	const removable = resources.filter(({remove}) => remove !== undefined);
	if (names.length > 0) return byName(resources, names, ui);
	if (isOn(options.all) || removable.length === 0) {
		for (const resource of resources) if (resource.remove === undefined) reportKept(resource, ui);
		return removable;
	}
	const chosen = await ui.ask({
		kind: 'multiselect',
		name: 'resources',
		message: 'Which resources should be removed?',
		flag: '--all',
		choices: resources.map(({name, detail, remove}) =>
			remove === undefined ? {value: name, disabled: `${detail}; left unchanged`} : {value: name, hint: detail},
		),
		initial: [],
	});
	return removable.filter(({name}) => chosen.includes(name));
}

const reportKept = ({name, detail}: Resource, ui: Ui): void =>
	ui.emit({event: 'note', level: 'info', step: 'teardown', message: `${name} is left unchanged: ${detail}`});

/** Without a host the cluster is not looked at, so `done` does not mean all of it. */
const reportLocalOnly = (ui: Ui): void =>
	ui.emit({
		event: 'note',
		level: 'warning',
		step: 'teardown',
		message: 'Without --host kfp-wizard looks at this machine only; resources on the cluster are left unchanged',
	});

function refuseInvalidNames(names: readonly string[]): void {
	const invalid = names.find(name => !/^(run|version|pipeline|secret|spec)\/./.test(name));
	if (invalid === undefined) return;
	throw new WizardError('usage', `"${invalid}" is not a valid name of a resource`, {
		code: 'BAD_VALUE',
		detail: 'Names are run/ID, version/NAME, pipeline/NAME, secret/NAME, spec/PATH.',
	});
}

/** A name that does not exist counts as done; what kfp-wizard did not create is left, and reported. */
function byName(resources: readonly Resource[], names: readonly string[], ui: Ui): readonly Resource[] {
	for (const name of names.filter(wanted => !resources.some(resource => resource.name === wanted))) {
		ui.emit({event: 'note', level: 'info', step: 'teardown', message: `${name} does not exist`});
	}
	const chosen = resources.filter(({name}) => names.includes(name));
	for (const resource of chosen) if (resource.remove === undefined) reportKept(resource, ui);
	return chosen.filter(({remove}) => remove !== undefined);
}

function planOf(chosen: readonly Resource[], connection: Connection | undefined): Plan {
	return {
		changes: chosen.map(({kind, name, detail}) => ({action: 'delete', what: kind, name, detail})),
		values: connection === undefined ? [] : [planValue('host', connection.host)],
	};
}

/** One after the other, each reported; one that fails does not stop the others. `kept` was asked for and is left. */
async function removeAll(chosen: readonly Resource[], kept: readonly string[], ui: Ui): Promise<Outcome> {
	const removed: string[] = [];
	const left = [...kept];
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
			ui.emit({
				event: 'note',
				level: 'warning',
				step: 'teardown',
				message: `${name} was not removed: ${error.message}`,
			});
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
