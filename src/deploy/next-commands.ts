// What comes after a deploy: the commands that exist for it, with the flags that find what this deploy created.
import {isFromSettings, type Sourced, textOf} from '../options/options.ts';
import type {Outcome} from '../schema/outcome.ts';
import {shellPath} from '../system/files.ts';
import {quote} from '../system/text.ts';
import type {Chosen} from './plan.ts';
import {pagesNext} from './reach/pages.ts';
import {serverOptions} from './server-flags.ts';

/** In the order in which they are likely to be wanted. */
export function nextCommands(
	chosen: Chosen,
	{isRehearsed = false, isFollowed = true}: {readonly isRehearsed?: boolean; readonly isFollowed?: boolean} = {},
): NonNullable<Outcome['next']> {
	const {connection, plans} = chosen;
	const {rehearsal, spec, run, schedule} = plans;
	return [
		...(connection === undefined || run.do === 'skip' ? [] : pagesNext(connection)),
		...(run.do === 'skip' || isFollowed
			? []
			: [
					{
						command: `kfp-wizard status --follow${flagsOf([...common(chosen), ...pipelineFlags(chosen)])}`,
						when: 'to follow the run',
					},
				]),
		// What runs on the cluster needs no rehearsal any more. Without its path, --env rehearses the project in place of the spec.
		...(rehearsal.do === 'skip' && !isRehearsed && run.do === 'skip' && spec.to.is === 'file'
			? [
					{
						command: `kfp-wizard rehearse ${shellPath(spec.to.path)}${flagsOf(rehearseFlags(chosen))}`,
						when: 'to run the spec on this machine',
					},
				]
			: []),
		...(plans.upload.do === 'skip' || schedule.isScheduled === true
			? []
			: [
					{
						command: `kfp-wizard run --schedule @daily${flagsOf([...common(chosen), ...pipelineFlags(chosen)])}`,
						when: 'to run it every day',
					},
				]),
		...(connection === undefined && spec.to.is !== 'file'
			? []
			: [
					{
						command: `kfp-wizard teardown${flagsOf(teardownFlags(chosen))}`,
						when: connection === undefined ? 'to remove the spec' : 'to remove what this deploy created',
					},
				]),
	];
}

type Flags = readonly (readonly [flag: string, option: Sourced | undefined])[];

const flagsOf = (flags: Flags): string =>
	flags.map(([flag, option]) => (option === undefined ? '' : ` ${flag} ${quote(option.value)}`)).join('');

/** The current folder says which project it is, unless a flag did. */
const common = ({options}: Chosen): Flags => [['--project', options.project]];

function rehearseFlags(chosen: Chosen): Flags {
	return [...common(chosen), ['--python', chosen.options.python]];
}

function teardownFlags(chosen: Chosen): Flags {
	const {options, plans} = chosen;
	// What went to stdout is no file to remove.
	const shared: Flags = [...common(chosen), ['--spec', plans.spec.to.is === 'file' ? options.spec : undefined]];
	if (chosen.connection === undefined) return shared;
	return [...shared, ...pipelineFlags(chosen), ['--secret', textOf(options.secret)]];
}

/** What finds the pipeline on its server. */
function pipelineFlags({options, connection, selection, plans}: Chosen): Flags {
	if (connection === undefined) return [];
	const {env, pipeline} = selection.chosen;
	const kfpName = selection.part === undefined ? options.kfpName : {value: plans.spec.name, source: 'detected: a part'};
	const named: Flags =
		kfpName === undefined
			? [
					['--env', env],
					['--pipeline', pipeline.value === '__default__' ? undefined : pipeline],
				]
			: [['--kfp-name', kfpName]];
	const {projectId} = options;
	const unsaved = projectId === undefined || isFromSettings(projectId.source) ? undefined : projectId;
	return [...named, ['--project-id', unsaved], ...serverOptions(options, connection)];
}
