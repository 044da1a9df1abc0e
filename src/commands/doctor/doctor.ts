// `kfp-wizard doctor`: what works on this machine, in the registry, on the cluster and in S3, and how to fix what does not.
import {withKfpYml} from '../../deploy/kfp-yml.ts';
import {findProject} from '../../kedro/find-project.ts';
import {readMetadata} from '../../kedro/pyproject.ts';
import {refuseInvalidOptions} from '../../options/conflicts.ts';
import {isOn, type Options} from '../../options/options.ts';
import type {MachineReport} from '../../schema/machine.ts';
import {hasCode} from '../../system/errors.ts';
import {count} from '../../system/text.ts';
import type {Context} from '../../ui/context.ts';
import type {Invocation} from '../command.ts';
import {printJson} from '../print-json.ts';
import {machineOf} from './machine.ts';
import {rowPrinter} from './print-rows.ts';
import {type Probed, probeRows} from './probe-rows.ts';
import {rows} from './rows.ts';

/** The exit code is that of the first row that failed. */
export async function doctor({options: given}: Invocation, context: Context): Promise<number> {
	await refuseInvalidOptions(given);
	const root = await projectOf(given, context);
	const options = await withSettingsOf(root, given, context);
	const isJson = isOn(options.json);
	const print = isJson ? () => {} : rowPrinter(rows, options, context);
	const probed: Probed[] = [];
	for (const probing of probeRows(rows, machineOf(options, root, context))) {
		const one = await probing;
		print(one.row);
		probed.push(one);
	}
	const failed = probed.filter(({row}) => row.state === 'failed');
	const exitCode = failed[0]?.exitCode ?? 0;
	if (isJson) {
		const report: MachineReport = {ok: failed.length === 0, exitCode, rows: probed.map(({row}) => row)};
		printJson(report, context);
	} else if (failed.length > 0) {
		context.stdout.write(`\n${count(failed.length, 'problem')} that a deploy would stop at\n`);
	}
	return exitCode;
}

/** `undefined` outside of a project. @throws WizardError `project` for a folder that was named and is in none. */
async function projectOf({project}: Options, {cwd}: Context): Promise<string | undefined> {
	return findProject(project?.value, cwd).catch((error: unknown) => {
		if (project === undefined && hasCode(error, 'NO_PROJECT')) return undefined;
		throw error;
	});
}

/** With the options of kfp.yml. A project whose names cannot be read is a row that fails. */
async function withSettingsOf(root: string | undefined, options: Options, context: Context): Promise<Options> {
	const metadata = root === undefined ? undefined : await readMetadata(root).catch(() => undefined);
	return root === undefined || metadata === undefined
		? options
		: withKfpYml('doctor', options, {root, metadata}, context);
}
