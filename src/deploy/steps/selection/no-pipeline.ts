// Projects that register no pipeline, or several of which none is the default.
import {noticesOf} from '../../../checks/notices.ts';
import {kedroCommand} from '../../../kedro/kedro-command.ts';
import type {Project} from '../../../schema/project.ts';
import {WizardError} from '../../../system/errors.ts';
import {count, quote} from '../../../system/text.ts';

/** @throws WizardError `project` where there is nothing to choose from, with what Kedro dropped. */
export function refuseNoPipeline(project: Project): void {
	if (project.pipelines.length > 0) return;
	const registry = `${project.sourceDir}/${project.package.replaceAll('.', '/')}/pipeline_registry.py`;
	const causes = [...noticesOf(project, 'settings'), ...noticesOf(project, 'pipeline-dropped')].map(
		({message, place}) =>
			`${message}${place === null ? '' : ` (${[place.file, ...(place.line === null ? [] : [place.line])].join(':')})`}`,
	);
	const cause =
		causes.length === 0 ? `register_pipelines() in ${registry} returns none` : 'Kedro dropped what it could not load';
	throw new WizardError('project', `The project registers no pipeline: ${cause}`, {
		code: 'NO_PIPELINE',
		...(causes.length === 0 ? {} : {detail: causes.join('\n')}),
		next: [{command: kedroCommand('registry list', targetOf(project)), when: 'to see what Kedro finds'}],
	});
}

/** A new project has a pipeline without nodes: nothing is asked about it. @throws WizardError `project`. */
export function refuseEmptyPipelines(project: Project): void {
	const {pipelines} = project;
	if (pipelines.length === 0 || pipelines.some(({nodes}) => nodes.length > 0)) return;
	const names = pipelines.map(({name}) => name).join(', ');
	throw new WizardError(
		'project',
		`The project has no nodes yet: ${names} ${pipelines.length === 1 ? 'is' : 'are'} empty`,
		{
			code: 'NO_PIPELINE',
			next: [
				{
					command: kedroCommand('pipeline create NAME', targetOf(project)),
					when: 'to begin a pipeline; its nodes go into its pipeline.py',
				},
			],
		},
	);
}

const targetOf = ({root, python: {executable, source}}: Project) => ({
	root,
	python: {command: executable, args: [], source},
});

/** Without a default pipeline only the user knows which one is meant. */
export function severalPipelines({pipelines}: Project): WizardError {
	const names = pipelines.map(({name}) => name);
	return new WizardError(
		'usage',
		`The project has ${count(names.length, 'pipeline')} and none is called __default__: choose one with --pipeline`,
		{
			code: 'MISSING_ANSWER',
			detail: `Pipelines: ${names.join(', ')}`,
			next: names.slice(0, 5).map(name => ({command: `--pipeline ${quote(name)}`})),
		},
	);
}
