// `kfp-wizard teardown`: removes what kfp-wizard created for this project, on the cluster and on this machine.
import {groupBy} from '../../checks/collections.ts';
import {agreeTo} from '../../deploy/interview/agree.ts';
import {interview} from '../../deploy/interview/interview.ts';
import {withKfpYml} from '../../deploy/kfp-yml.ts';
import {projectIdentity} from '../../deploy/identity.ts';
import {findProject} from '../../kedro/find-project.ts';
import {readMetadata} from '../../kedro/pyproject.ts';
import {checkSecretName} from '../../kubernetes/names.ts';
import {commandLine} from '../../options/command-line.ts';
import {conflict, refuseInvalidOptions} from '../../options/conflicts.ts';
import {eitherOf} from '../../options/corrections.ts';
import {isOn, type Options} from '../../options/options.ts';
import {refuseMissing} from '../../options/required.ts';
import type {Outcome} from '../../schema/outcome.ts';
import type {Plan} from '../../schema/plan.ts';
import {asWizardError, type NextCommand, WizardError, withDetails} from '../../system/errors.ts';
import {asHint, meant} from '../../system/nearest.ts';
import {count} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Ui} from '../../ui/ui.ts';
import type {Invocation} from '../command.ts';
import {type Choice, chooseResources, type Kept} from './choose.ts';
import {listResources} from './list.ts';
import {removeResources} from './remove.ts';
import {asTeardownError, rerunTeardown} from './rerun.ts';
import {kinds, namesOf, type TeardownProject} from './resource.ts';
import {needsServer, openTarget, type Target} from './target.ts';

/** Removes what was chosen: by names, by `--all` or `--keep`, or in a menu. What does not exist any more counts as done. */
export async function teardown({options: given, args}: Invocation, context: Context): Promise<Outcome> {
	const {ui, cwd} = context;
	const names = [...new Set(args)];
	refuseInvalidNames(names);
	refuseTwoChoices(given, names);
	await refuseInvalidOptions(given);
	if (!ui.interactive) refuseMissing('teardown', given, missingChoice(given, names));
	ui.begin({title: 'kfp-wizard teardown', steps: [{id: 'teardown', title: 'Teardown'}]});
	ui.emit({event: 'step', step: 'teardown', state: 'active', detail: 'looking for resources'});
	const root = await findProject(given.project?.value, cwd);
	const metadata = await readMetadata(root);
	const options = await withKfpYml('teardown', given, {root, metadata}, context);
	const identity = await projectIdentity({...metadata, root}, options, {env: context.env, signal: ui.signal});
	const project: TeardownProject = {...identity, root};
	const {chosen, kept, left, found} = await interview(
		context,
		options,
		(asking, known) => agreed(project, names, known, asking),
		{command: 'teardown', args: names},
	);
	const done =
		chosen.length === 0 ? {removed: [], kept: [], left: [], next: []} : await removeResources(chosen, context);
	const unfinished = done.left.map(({name}) => name);
	const stays = [...kept, ...done.kept];
	return {
		removed: [...done.removed],
		...(stays.length === 0 ? {} : {kept: stays}),
		left: [...left.map(({name}) => name), ...unfinished],
		...(unfinished.length === 0
			? {}
			: {
					next: [
						...done.next,
						{command: rerunTeardown({...options, ...found}, unfinished), when: 'to remove what is left'},
					],
				}),
	};
}

/** `found`: the options that find the target again. */
type Agreed = Choice & Pick<Target, 'found'>;

/** What to remove; nothing with a dry run. @throws WizardError `declined`; `WentBack` from the consent to the menu. */
async function agreed(
	project: TeardownProject,
	names: readonly string[],
	options: Options,
	context: Context,
): Promise<Agreed> {
	try {
		return await choose(project, names, options, context);
	} catch (thrown) {
		throw thrown instanceof WizardError ? asTeardownError(thrown, names) : thrown;
	}
}

async function choose(
	project: TeardownProject,
	names: readonly string[],
	options: Options,
	context: Context,
): Promise<Agreed> {
	const {ui} = context;
	const target = await openTarget(options, names, context);
	if (target.client === undefined && needsServer(names)) reportLocalOnly(ui);
	const {resources, server} = await listResources(project, target, names, options, context);
	const choice = {...(await chooseResources(resources, server, names, options, ui)), found: target.found};
	for (const name of names.filter(wanted => !isMentioned(wanted, choice)))
		ui.emit({event: 'note', level: 'info', step: 'teardown', message: `${name} does not exist`});
	reportKept(choice.kept, ui);
	reportKept(choice.left, ui, 'warning');
	if (choice.chosen.length === 0) {
		const detail = choice.isAsked === true ? 'nothing was marked' : 'nothing to remove';
		ui.emit({event: 'step', step: 'teardown', state: 'done', detail});
		return choice;
	}
	const plan = planOf(choice, target);
	const message = `Remove ${count(choice.chosen.length, 'resource')}?`;
	const consent = {message, declined: 'Nothing was removed', dryRun: isOn(options.dryRun), context: target.context};
	if (!(await agreeTo(plan, consent, ui))) return {...choice, chosen: [], left: []};
	return choice;
}

const isMentioned = (name: string, {chosen, kept, left}: Choice): boolean =>
	[...chosen, ...kept, ...left].some(one => one.name === name);

/** `--yes` needs `--all`, `--keep` or names: it never means everything by itself. */
function missingChoice({all, keep}: Options, names: readonly string[]): readonly NextCommand[] {
	if (isOn(all) || keep !== undefined || names.length > 0) return [];
	return [{command: '--all', when: 'or --keep N, or the names of the resources to remove, such as run/ID'}];
}

function refuseInvalidNames(names: readonly string[]): void {
	const invalid = names.find(name => !kinds.some(kind => name.startsWith(`${kind}/`) && name.length > kind.length + 1));
	if (invalid === undefined) {
		for (const secret of namesOf('secret', names)) refuseSecretName(secret);
		return;
	}
	const [kind = '', ...rest] = invalid.split('/');
	const near = rest.length === 0 ? undefined : meant(kind, kinds);
	const right = near === undefined ? undefined : [near, ...rest].join('/');
	throw new WizardError('usage', `"${invalid}" is not a valid name of a resource${asHint(right)}`, {
		code: 'BAD_VALUE',
		detail:
			'Names are run/ID, recurring/ID, image/REF, version/NAME, pipeline/NAME, experiment/NAME, secret/NAME, spec/PATH.',
		next: [
			right === undefined
				? {command: 'kfp-wizard teardown --all --dry-run', when: 'to list what there is with its names'}
				: {command: commandLine(['teardown', ...names.map(name => (name === invalid ? right : name))])},
		],
	});
}

function refuseSecretName(name: string): void {
	try {
		checkSecretName(name);
	} catch (error) {
		const next = [{command: 'kfp-wizard teardown --all --dry-run', when: 'to list what can be removed'}];
		throw withDetails(asWizardError(error), {next});
	}
}

function refuseTwoChoices(options: Options, names: readonly string[]): void {
	const {all, keep} = options;
	const ways = [
		...(isOn(all) ? ['--all'] : []),
		...(keep === undefined ? [] : ['--keep']),
		...(names.length > 0 ? ['names of resources'] : []),
	];
	if (keep === undefined || ways.length < 2) return;
	throw conflict(ways, isOn(all) ? eitherOf(['all', 'keep'], options) : []);
}

/** Without a host `done` does not mean all of it. */
const reportLocalOnly = (ui: Ui): void =>
	ui.emit({
		event: 'note',
		level: 'warning',
		step: 'teardown',
		message:
			'No Kubeflow Pipelines API was found, so only this machine is searched; resources on the cluster are left unchanged. Set --host URL to remove them',
	});

/** Several of one kind for one reason are one line. */
function reportKept(kept: readonly Kept[], ui: Ui, level: 'info' | 'warning' = 'info'): void {
	const groups = groupBy(kept, ({name, reason}) => `${name.split('/')[0] ?? ''}\n${reason}`);
	for (const [first, ...others] of groups.values()) {
		if (first === undefined) continue;
		const who = others.length === 0 ? `${first.name} is` : `${first.name} and ${others.length} more are`;
		ui.emit({event: 'note', level, step: 'teardown', message: `${who} left unchanged: ${first.reason}`});
	}
}

function planOf({chosen}: Choice, {values}: Target): Plan {
	return {
		changes: chosen.map(({kind, name, detail}) => ({action: 'delete', what: kind, name, detail})),
		values: [...values],
	};
}
