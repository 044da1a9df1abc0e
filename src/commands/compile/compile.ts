// `kfp-wizard compile`: the pipeline spec only. The image is used as named; no registry and no cluster is asked.
import {writeOut} from '../../deploy/steps/spec/write-out.ts';
import {isOn, type Options} from '../../options/options.ts';
import {refuseUnwritable} from '../../pipeline-spec/write-spec.ts';
import {tidyPath} from '../../system/files.ts';
import {count} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {printJson} from '../print-json.ts';
import {compiledFile, recallCompiled} from './compiled.ts';

/** Loaded where something has changed, while Python starts. */
async function anew(flags: Options, context: Context): Promise<typeof import('./compile-anew.ts')> {
	const {startPython} = await import('../start-python.ts');
	await startPython(flags, context, true);
	return import('./compile-anew.ts');
}

export async function compile({options: flags}: Invocation, context: Context): Promise<number> {
	const {ui} = context;
	const file = await compiledFile(flags, context);
	const recalled = file === undefined ? undefined : await recallCompiled(file, context);
	const {to, spec, image, grouping, plan} =
		recalled ?? (await (await anew(flags, context)).compileAnew(flags, context, file));
	const {name, hash, tasks} = spec;
	if (to.is === 'file') await refuseUnwritable(to.path);
	if (isOn(flags.dryRun) && plan !== undefined) {
		const {changes} = plan;
		if (isOn(flags.json)) printJson({ok: true, exitCode: 0, name, image, hash, tasks, changes, grouping}, context);
		else ui.emit({event: 'plan', ...plan, dryRun: true});
		return 0;
	}
	const written = await writeOut(to, spec, context);
	if (isOn(flags.json)) {
		printJson({ok: true, exitCode: 0, name, image, ...written, grouping}, context);
		return 0;
	}
	ui.emit({
		event: 'step',
		step: 'spec',
		state: 'done',
		detail: `${written.path === '-' ? 'written to stdout' : `${tidyPath(written.path)} ${written.action}`}, ${count(tasks, 'task')}, version ${hash}`,
	});
	return 0;
}
