// Removes resources one after the other, and shows each as it happens. One that fails does not stop the others.
import type {Outcome} from '../../schema/outcome.ts';
import {asWizardError, type NextCommand, WizardError} from '../../system/errors.ts';
import {count} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Kept} from './choose.ts';
import type {CreatedResource} from './resource.ts';

export type Removal = {
	readonly removed: readonly string[];
	/** Not removed since something stands against it that stays: it still has runs, or the registry does not allow it. */
	readonly kept: readonly Kept[];
	/** Failed: the same command again removes them. */
	readonly left: readonly Kept[];
	/** What helps where access was refused, such as the command that renews a token. */
	readonly next: readonly Advice[];
};

type Advice = NonNullable<Outcome['next']>[number];

/** @throws WizardError `cancelled` on Ctrl-C, with what was removed. */
export async function removeResources(
	resources: readonly CreatedResource[],
	{ui}: Pick<Context, 'ui'>,
): Promise<Removal> {
	const removed: string[] = [];
	const kept: Kept[] = [];
	const left: Kept[] = [];
	const next = new Map<string, Advice>();
	const names = resources.map(({name}) => name);
	ui.emit({
		event: 'tasks',
		step: 'teardown',
		tasks: resources.map(({name, after = []}) => ({
			task: name,
			title: name,
			dependsOn: after.filter(one => names.includes(one)),
		})),
	});
	for (const resource of resources) {
		const {name, after = []} = resource;
		const task = {event: 'task', step: 'teardown', task: name, title: name} as const;
		const failed = left.find(one => after.includes(one.name));
		if (failed !== undefined) {
			const reason = `it stays until ${failed.name} is removed`;
			left.push({name, reason});
			ui.emit({...task, state: 'skipped', detail: reason});
			continue;
		}
		ui.emit({event: 'step', step: 'teardown', state: 'active', detail: `removing ${name}`});
		ui.emit({...task, state: 'running'});
		const started = performance.now();
		const seconds = (): number => (performance.now() - started) / 1000;
		try {
			const reason = await resource.remove({
				signal: ui.signal,
				progress: (what, done, total) =>
					ui.emit({event: 'progress', step: 'teardown', what, done, total, unit: 'seconds'}),
			});
			if (reason === undefined) {
				const gone = left.filter(one => resource.includes?.includes(one.name) === true);
				for (const one of gone) left.splice(left.indexOf(one), 1);
				removed.push(...gone.map(one => one.name), name);
				ui.emit({...task, state: 'succeeded', seconds: seconds()});
			} else {
				kept.push({name, reason});
				ui.emit({...task, state: 'skipped', detail: reason});
			}
		} catch (thrown) {
			const error = asWizardError(thrown);
			if (error.kind === 'cancelled' || ui.signal.aborted) {
				ui.emit({...task, state: 'cancelled', seconds: seconds()});
				throw new WizardError('cancelled', 'Cancelled', {
					code: 'CANCELLED',
					changed: [...removed.map(done => `removed ${done}`), `Perhaps removed ${name}`],
				});
			}
			left.push({name, reason: error.message});
			const advice = error.kind === 'denied' ? error.next.filter(isOfAnotherProgram) : [];
			for (const {command, when = 'to get access'} of advice) next.set(command, {command, when});
			ui.emit({...task, state: 'failed', seconds: seconds(), detail: error.message});
		}
	}
	const counts = [
		`${removed.length} removed`,
		...(kept.length === 0 ? [] : [`${kept.length} left on purpose`]),
		...(left.length === 0 ? [] : [`${count(left.length, 'resource')} could not be removed`]),
	];
	ui.emit({event: 'step', step: 'teardown', state: left.length === 0 ? 'done' : 'failed', detail: counts.join(', ')});
	return {removed, kept, left, next: [...next.values()]};
}

/** An option belongs to the command that removes what is left. */
const isOfAnotherProgram = ({command}: NextCommand): boolean => !/^(?:--|kfp-wizard )/.test(command);
