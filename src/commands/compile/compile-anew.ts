// Makes the spec for `compile`, and keeps it with all that it depended on.
import {openProject} from '../../deploy/steps/project/project.ts';
import {groupingDocument} from '../../deploy/steps/selection/grouping-text.ts';
import {formatReference, parseReference} from '../../image/reference.ts';
import {refuseConflicts, refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, type Options} from '../../options/options.ts';
import {mayHaveSettings} from '../../options/settings/files.ts';
import type {Event} from '../../schema/event.ts';
import {now} from '../../system/clock.ts';
import {WizardError} from '../../system/errors.ts';
import {keep} from '../../system/memory.ts';
import {recordReads, unrecorded} from '../../system/recorded-reads.ts';
import type {Context} from '../../ui/context.ts';
import type {Ui} from '../../ui/ui.ts';
import type {Compiled} from './compiled.ts';

/** `file`: where the result is kept. */
export async function compileAnew(flags: Options, context: Context, file: string | undefined): Promise<Compiled> {
	if (file === undefined) return work(flags, context);
	const started = now();
	const {ui, remember} = context;
	const events: Event[] = [];
	const recording: Ui = {
		...ui,
		emit: event => {
			// How long something took is news only once.
			if (!('passing' in event && event.passing === true)) events.push(event);
			unrecorded(() => ui.emit(event));
		},
		// A command that prints a document gets the default answers.
		ask: question => unrecorded(() => ui.ask(question)),
	};
	const remembering: Context['remember'] = (root, names) => unrecorded(() => remember(root, names));
	const {result, reads} = await recordReads(() => work(flags, {...context, ui: recording, remember: remembering}));
	if (reads !== undefined) {
		const {to} = result;
		const watched = {...reads.watched, ignored: to.is === 'file' ? [to.path] : []};
		const since = Math.min(reads.since, started.getTime());
		await keep(file, {...reads, value: {...result, events}, watched, since}, started);
	}
	return result;
}

async function work(flags: Options, context: Context): Promise<Compiled> {
	refuseConflicts(flags);
	await refuseInvalidOptions(flags);
	if (flags.image === undefined && !(await mayHaveSettings(flags, context.cwd))) imageOf(flags);
	const loading = () => import('../plan-spec.ts');
	const open = await openProject(flags, context, undefined, () => void loadMeanwhile(loading));
	const {planSpec} = await loading();
	const {selection, options, plan, image} = await planSpec(open, flags, imageOf, context);
	const {text, hash, name, tasks} = plan.make(image);
	if (!isOn(flags.dryRun)) await unrecorded(() => plan.keep());
	return {
		to: plan.to,
		spec: {text, hash, name, tasks},
		image,
		grouping: groupingDocument(selection, options),
		events: [],
		...(plan.to.is === 'file' ? {plan: {changes: [...plan.changes], values: [...plan.values]}} : {}),
	};
}

/** What follows when the project is read is loaded while Python runs. */
const loadMeanwhile = (loading: () => Promise<unknown>): Promise<unknown> =>
	Promise.allSettled([loading(), import('../../system/known-names.ts'), import('../../system/kept-answers.ts')]);

/** @throws WizardError `usage` where no image is named. */
function imageOf({image}: Options): string {
	if (image !== undefined) return formatReference(parseReference(image.value));
	throw new WizardError('usage', '--image is missing: compile needs the image that the tasks run in', {
		code: 'MISSING_ANSWER',
		next: [{command: '--image REF', when: 'by digest or with a tag'}],
	});
}
