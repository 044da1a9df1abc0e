// Step 3: run every check on the selection; errors stop here, before anything is changed.
import {runChecks} from '../../../checks/run-checks.ts';
import type {Facts} from '../../../checks/facts.ts';
import type {BuildContext} from '../../../image/context/context.ts';
import {datasetKinds} from '../../../kedro/datasets.ts';
import {canSelectNode} from '../../../kedro/kedro-run.ts';
import type {Finding} from '../../../schema/finding.ts';
import type {TaskGraph} from '../../../schema/graph.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError} from '../../../system/errors.ts';
import {count, quote} from '../../../system/text.ts';
import {collisions} from '../../../tasks/kubernetes-names.ts';
import type {Ui} from '../../../ui/ui.ts';
import {type Answer, type Given, givenList, givenText} from '../../../options/options.ts';
import {unknownTargets} from '../../../options/settings/settings.ts';
import {readSettings} from '../../../options/settings/read.ts';
import type {ImageSource} from '../image/build.ts';
import type {Selection} from '../selection/pipeline.ts';
import {unwantedFiles} from './unwanted.ts';

export type CheckResult = {readonly findings: readonly Finding[]; readonly passed: number; readonly errors: number};

type Source = Pick<ImageSource, 'context' | 'dockerfile'> | undefined;

/** What of a selection the rules look at. */
type Checked = Pick<Selection, 'project' | 'pipeline' | 'graph'> & {readonly answers: {readonly env: Answer}};

/** Runs the rules. `source` is what the image would be made of; without it every file counts as being there. */
export function check(selection: Checked, source: Source, given: Given): CheckResult {
	const facts = factsOf(selection, source?.context);
	const madeBy = source && {text: source.dockerfile.text, generated: source.dockerfile.path === null};
	const {findings, passed} = runChecks(
		{
			...facts,
			...(source && {unwanted: unwantedFiles(source, selection.project, given)}),
			...(madeBy && {dockerfile: madeBy}),
			...defined({data: givenText(given, 'data')?.value}),
		},
		{ignore: givenList(given, 'ignore')},
	);
	return {findings, passed, errors: findings.filter(({severity}) => severity === 'error').length};
}

/** Of a way to group the nodes: how many datasets have an error that would stop the deploy. */
export function troublesIn(selection: Omit<Checked, 'graph'>, given: Given): (graph: TaskGraph) => number {
	return graph => {
		const {findings} = check({...selection, graph}, undefined, given);
		return new Set(
			findings.flatMap(({severity, dataset}) => (severity === 'error' && dataset !== undefined ? [dataset] : [])),
		).size;
	};
}

/** The command that would mend some of these; `undefined` where a person has to. */
export type Mending = (errors: readonly Finding[]) => Promise<{readonly command: string} | undefined>;

/** Runs the rules and shows what they found. @throws WizardError `project` when there are errors. */
export async function passChecks(
	selection: Selection,
	source: Source,
	given: Given,
	ui: Ui,
	mending: Mending = async () => undefined,
): Promise<void> {
	ui.emit({event: 'step', step: 'checks', state: 'active'});
	const {findings, passed, errors} = check(selection, source, given);
	ui.emit({event: 'findings', findings: [...findings], passed});
	if (errors === 0) {
		const warnings = findings.filter(({severity}) => severity === 'warning').length;
		ui.emit({event: 'step', step: 'checks', state: 'done', detail: `${count(warnings, 'warning')}, ${passed} fine`});
		return;
	}
	ui.emit({event: 'step', step: 'checks', state: 'failed', detail: count(errors, 'error')});
	const found = findings.filter(({severity}) => severity === 'error');
	const fix = await mending(found);
	throw new WizardError('project', `The project is not ready: ${count(errors, 'error')}`, {
		code: 'NOT_READY',
		next: [
			...(fix === undefined ? [] : [{command: fix.command, when: 'to have mended what can be'}]),
			{command: `kfp-wizard check${selectionFlags(selection)}`, when: 'after mending them'},
			{command: `--ignore ${found[0]?.rule ?? 'RULE'}`, when: 'to go on in spite of a finding'},
		],
	});
}

/** What selects the same again: ` --env prod --pipeline NAME`. */
export function selectionFlags(
	{answers: {env, pipeline}}: Pick<Selection, 'answers'>,
	environment = env.value,
): string {
	const named = pipeline.source === 'default' ? '' : ` --pipeline ${quote(pipeline.value)}`;
	return ` --env ${quote(environment)}${named}`;
}

function factsOf({project, pipeline, graph, answers}: Checked, context: BuildContext | undefined): Facts {
	const files = context === undefined ? undefined : new Set(context.files.map(({path}) => path));
	const folders = new Set([...(files ?? [])].flatMap(parents));
	const credentialFiles = project.environmentFiles.filter(({kind}) => kind === 'credentials').map(({file}) => file);
	return {
		project,
		pipeline,
		graph,
		environment: answers.env.value,
		canSelectNode: name => canSelectNode(project.kedro, name),
		kindOf: datasetKinds(project),
		collisions: collisions(pipeline.nodes.map(({name}) => name)),
		credentialsInImage:
			files !== undefined &&
			[...credentialFiles, `${project.confSource}/${project.baseEnvironment}/credentials.yml`].some(file =>
				files.has(file),
			),
		imageHasFile: path => files === undefined || files.has(path) || folders.has(path),
		settings: {problems: readSettings(project).problems, unknownTargets: unknownTargets(project)},
	};
}

/** `a/b/c.csv` → `a/b`, `a`. */
function parents(path: string): readonly string[] {
	const parts = path.split('/');
	return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
