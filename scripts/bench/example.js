// The rehearsal of the example: its tasks one by one and forked, against `kedro run` of one node each, and of all nodes at once.
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {root} from '../prepare.js';
import {compared, inTurn} from './ratios.js';
import {byHand, compile, rehearse} from './rehearsal.js';
import {timed} from './start-up.js';

const rounds = 5;

export async function compareRehearsal(folder, python, readSpec) {
	const project = join(folder, 'example');
	const data = join(folder, 'example-data');
	cpSync(join(root, 'examples', 'bike-share'), project, {recursive: true});
	cpSync(join(project, 'data', '01_raw'), join(data, 'bike-share', '01_raw'), {recursive: true});
	const catalog = readFileSync(join(project, 'conf', 's3', 'catalog.yml'), 'utf8');
	mkdirSync(join(project, 'conf', 'shared'));
	writeFileSync(join(project, 'conf', 'shared', 'catalog.yml'), catalog.replaceAll('s3://${globals:bucket}', data));
	const spec = join(folder, 'example.yaml');
	await compile(project, python, spec, ['--env', 'shared']);
	const {executions} = readSpec(readFileSync(spec, 'utf8'));
	const PATH = [dirname(python), process.env.PATH].join(delimiter);
	const once = {cwd: project, env: {...process.env, PATH, KEDRO_DISABLE_TELEMETRY: '1', COLUMNS: '160'}};
	const measures = {
		whole: () => timed('kedro', ['run', '--env', 'shared'], once),
		each: async () => (await byHand(executions, project, python, folder)) * executions.length,
		cold: async () => (await rehearse(spec, project, python, ['--parallel', '1'])).run,
		warm: async () => (await rehearse(spec, project, python, ['--warm'])).all,
	};
	await measures.whole();
	const {whole, each, cold, warm} = await inTurn(rounds, measures);
	return {
		rows: [],
		words: [
			`The rehearsals of the example have ${executions.length} tasks: cold one at a time, from the first to the end of the last; warm as many at a time as there are cores, with the imports of the process that is forked.`,
		],
		ratios: [
			compared('rehearsal of the example', '`kedro run` of one node each', [cold, each], {most: 1.15}),
			compared('rehearsal of the example, `--warm`', 'one `kedro run` of all nodes', [warm, whole], {most: 1.5}),
		],
	};
}
