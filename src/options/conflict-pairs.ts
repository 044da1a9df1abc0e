// Which options contradict each other, and options without those that contradict others.
import {isGiven, isOff, isOn, type OptionName, type Options} from './options.ts';

/** Pairs that cannot both be meant: the first turned off, the second set. */
export const offAndSet: readonly (readonly [off: OptionName, other: OptionName])[] = [
	['build', 'builder'],
	['build', 'dockerfile'],
	['build', 'tag'],
	['build', 'load'],
	['push', 'load'],
	['secret', 'existingSecret'],
	['secret', 'awsProfile'],
	['secret', 'secretFile'],
	['upload', 'adoptPipeline'],
	['upload', 'experiment'],
	['upload', 'runName'],
	['upload', 'pipelineRoot'],
	['upload', 'reschedule'],
	['upload', 'newRun'],
	['upload', 'attempt'],
	['upload', 'open'],
	['run', 'newRun'],
	['run', 'attempt'],
	['run', 'runName'],
	['run', 'pipelineRoot'],
	['run', 'wait'],
	['upload', 'wait'],
	['run', 'open'],
];

/** What makes no sense beside a switch that is on. */
export const besideSwitch: readonly (readonly [on: OptionName, others: readonly OptionName[]])[] = [
	['existingSecret', ['awsProfile', 'adoptSecret', 'secretFile']],
	['load', ['tag']],
	['undo', ['report', 'dryRun']],
];

/** Ways to log in to Kubeflow Pipelines. */
export const loginWays: readonly OptionName[] = ['tokenFile', 'tokenCommand', 'cookieFile'];

/** Of each list only one can be meant. */
export const oneOf: readonly (readonly OptionName[])[] = [
	['follow', 'detach'],
	['wait', 'detach'],
	['fix', 'undo'],
	loginWays,
	['schedule', 'every'],
	['all', 'keep'],
];

/** True for an option that contradicts one of `others`, which count more. */
export const isContradicted = (name: OptionName, others: Options): boolean =>
	offAndSet.some(([off, other]) => other === name && isOff(others[off])) ||
	besideSwitch.some(([on, rest]) => rest.includes(name) && isOn(others[on]));

/** Without the options of `lower` that contradict those of `upper`. */
export function withoutConflicts(lower: Options, upper: Options): Options {
	const drop = new Set<OptionName>();
	for (const [off, other] of offAndSet) {
		if (isOff(lower[off]) && isGiven(upper[other])) drop.add(off);
		if (!drop.has(off) && isOff({...lower, ...upper}[off])) drop.add(other);
	}
	for (const [on, others] of besideSwitch) {
		if (others.some(name => isGiven(upper[name]))) drop.add(on);
		const isSet = isOn(upper[on]) || (!drop.has(on) && upper[on] === undefined && isOn(lower[on]));
		if (isSet) for (const other of others) drop.add(other);
	}
	for (const names of oneOf)
		if (names.some(name => isGiven(upper[name]))) for (const name of names) if (!isGiven(upper[name])) drop.add(name);
	return Object.fromEntries(Object.entries(lower).filter(([name]) => !drop.has(name as OptionName)));
}
