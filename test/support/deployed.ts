// A project that was deployed to the fake KFP server: its folder, its pipeline with versions, its runs.
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {runDescription} from '../../src/kfp/description-markers.ts';
import type {Options} from '../../src/options/options.ts';
import type {KfpApiOptions} from '../fakes/kfp-api.ts';
import {identityOf, markerOf} from './identity.ts';
import {specText} from './spec-text.ts';
import {withApi} from './with-api.ts';

/** What makes a folder that project. */
export const projectVariables = {KFP_WIZARD_PROJECT_ID: 'git-0123456789ab'};

export const identity = identityOf(projectVariables.KFP_WIZARD_PROJECT_ID, {name: 'Tide'});
export const mark = markerOf(projectVariables.KFP_WIZARD_PROJECT_ID);

/** `start` starts a run of a version, `upload` uploads one more. */
export async function deployed(options?: KfpApiOptions) {
	const {api, client} = await withApi(options);
	const cwd = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
	onTestFinished(() => rm(cwd, {recursive: true, force: true}));
	await writeFile(
		join(cwd, 'pyproject.toml'),
		'[tool.kedro]\npackage_name = "tide"\nproject_name = "Tide"\nkedro_init_version = "1.0.0"\n',
	);
	const pipeline = await client.createPipeline({name: 'tide-prod', description: `Tide. ${mark}`});
	const upload = (name: string, spec: string = specText.withInputs, about = '') =>
		client.uploadVersion({
			pipelineId: pipeline.pipeline_id,
			name,
			description: `${about} ${mark}`.trim(),
			spec,
		});
	const version = await upload('tide-prod-aaaaaaaaaaaa');
	const start = (name: string, parameters: Readonly<Record<string, unknown>> = {}, of = version, predicted?: number) =>
		client.createRun({
			name,
			description: runDescription('abcdef012345', name, predicted),
			pipelineId: pipeline.pipeline_id,
			versionId: of.pipeline_version_id,
			parameters,
		});
	const flags: Options = {
		host: {value: api.url, source: '--host'},
		projectId: {value: projectVariables.KFP_WIZARD_PROJECT_ID, source: 'KFP_WIZARD_PROJECT_ID'},
	};
	return {api, client, cwd, pipeline, version, upload, start, flags};
}
