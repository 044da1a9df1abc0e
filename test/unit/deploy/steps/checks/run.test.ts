// Running the checks on a selection: errors of a grouping, and what an image would contain.
import {describe, expect, it} from 'vitest';
import {checkSelection, errorCounter} from '../../../../../src/deploy/steps/checks/run.ts';
import {estimateSize} from '../../../../../src/deploy/steps/spec/estimate.ts';
import {memoryDatasets} from '../../../../../src/kedro/datasets.ts';
import {groupTasks} from '../../../../../src/tasks/group-tasks.ts';
import {flag, selectionOf} from '../../../../support/deploy-parts.ts';
import {implied} from '../../../../support/facts.ts';

describe('running the checks', () => {
	it('counts the datasets with an error of any grouping', () => {
		const {project, pipeline} = selectionOf({project: {datasets: [implied('trips')]}});
		const countErrors = errorCounter({project, pipeline, environment: 's3'}, {});
		const graph = (by: string) => groupTasks(pipeline, by, memoryDatasets(project));
		expect([countErrors(graph('node')), countErrors(graph('all'))]).toEqual([1, 0]);
		const ignoring = errorCounter(
			{project, pipeline, environment: 's3'},
			{
				ignore: flag(['catalog/memory-dataset'], '--ignore'),
			},
		);
		expect(ignoring(graph('node'))).toBe(0);
	});

	it('minds addresses of this machine in variables, unless the tasks run on it instead of a cluster', () => {
		const envVar = flag(['AWS_ENDPOINT_URL=http://127.0.0.1:9000'], '--env-var');
		const here = {upload: flag(false as const, '--no-upload'), rehearse: flag(true as const, '--rehearse')};
		const found = (options: Parameters<typeof checkSelection>[2]) =>
			checkSelection(selectionOf(), undefined, {envVar, ...options}).findings.map(({rule}) => rule);
		expect(found({})).toContain('environment/local-host');
		expect(found({...here, in: flag('container', '--in')})).toContain('environment/local-host');
		expect(found(here)).not.toContain('environment/local-host');
	});

	it('says the size of the run, also where its rule is ignored', () => {
		const selection = selectionOf();
		const options = {ignore: flag(['pipeline/size'], '--ignore')};
		expect(checkSelection(selection, undefined, options).size).toEqual(estimateSize(selection, options));
		const wrong = {param: flag(['a'], '--param')};
		expect(checkSelection(selection, undefined, wrong).size).toBeUndefined();
	});

	it('takes every file as present where there is no image to look into', () => {
		const environmentFiles = [{file: 'conf/s3/catalog.yml', kind: 'catalog' as const, empty: true}];
		const selection = selectionOf({project: {environmentFiles}});
		const files = (paths: readonly string[]) =>
			({
				context: {
					root: '/home/ada/demo',
					files: paths.map(path => ({path, size: 1, executable: false, digest: 'x'})),
					folders: [],
					bytes: 1,
					hash: 'x',
					suspicious: [],
					warnings: [],
				},
				dockerfile: {path: null, text: '', ignore: '', generated: []},
				platform: 'linux/amd64',
			}) as const;
		const found = (source: Parameters<typeof checkSelection>[1]) =>
			checkSelection(selection, source, {}).findings.map(({rule}) => rule);
		expect(found(undefined)).not.toContain('image/left-out');
		expect(found(files(['src/demo/x.py']))).toContain('image/left-out');
		expect(found(files(['conf/s3/catalog.yml', 'logs/run.log']))).toContain('image/unwanted-file');
		const own = (text: string) => ({
			...files(['x.txt']),
			dockerfile: {path: 'Dockerfile', text, ignore: '*', generated: []},
		});
		expect(found(own('FROM python:3.11-slim\nCOPY . .'))).toContain('image/left-out');
		// The base image, or a clone, has the project.
		expect(found(own('FROM acme/churn:1'))).not.toContain('image/left-out');
		expect(found(own('FROM python:3.11-slim\nRUN git clone https://git.acme.dev/churn.git .'))).not.toContain(
			'image/left-out',
		);
		const sent = {...own('FROM acme/churn:1'), context: files(['conf/base/catalog.yml']).context};
		expect(found(sent), 'without pyproject.toml, but with the configuration').toContain('image/left-out');
	});
});
