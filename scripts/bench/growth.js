// How time and memory grow with the number of nodes, and the time to write the spec of 1,000 against the KFP SDK.
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {importTypeScript} from '../import-typescript.js';
import {root} from '../prepare.js';
import {writeProject} from './project.js';
import {compared, inTurn} from './ratios.js';

const program = join(root, 'bin', 'kfp-wizard.js');
const sizes = [10, 100, 1000, 10_000];
const rounds = 3;
/** Writes the peak of the memory at the end of a process, in kilobytes. */
const hook = `data:text/javascript,${encodeURIComponent(
	'import {writeFileSync} from "node:fs"; process.on("exit", () => writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)));',
)}`;

/** Time and peak of memory of each step, by the number of nodes. `python`: with Kedro. */
export function growth(folder, python) {
	const rows = [];
	for (const nodes of sizes) {
		const project = join(folder, `growth-${nodes}`);
		writeLevels(project, nodes);
		const limit = nodes > 300 ? ['--max-tasks', '150'] : [];
		const steps = {
			'describe, cold': ['describe', '--no-cache'],
			describe: ['describe'],
			check: ['check'],
			compile: ['compile', '--image', 'reg/x:1', '--no-secret', ...limit, '--spec', join(folder, 'growth.yaml')],
		};
		for (const [title, args] of Object.entries(steps)) {
			const {time, peak, isRefused} = measured(folder, [...args, '--project', project, '--python', python, '--quiet']);
			const name = `${nodes.toLocaleString('en')} nodes: ${title}${isRefused ? ', refused' : ''}`;
			rows.push([name, '', `${Math.round(time)} ms`, `${Math.round(peak / 1000)} MB`]);
		}
	}
	return rows;
}

function measured(folder, args) {
	const file = join(folder, 'peak');
	const env = {...process.env, XDG_CACHE_HOME: join(folder, 'growth-cache'), BENCH_PEAK: file};
	const start = performance.now();
	const {status} = spawnSync(process.execPath, ['--import', hook, program, ...args], {stdio: 'ignore', env});
	const time = performance.now() - start;
	return {time, peak: Number(readFileSync(file, 'utf8')), isRefused: status !== 0};
}

/** Levels of 50 nodes, each of which reads two datasets of the level before. */
function writeLevels(project, nodes) {
	const catalog = '"{name}":\n  type: pickle.PickleDataset\n  filepath: s3://bucket/{name}.pkl\n';
	const registry = `from kedro.pipeline import node, pipeline

def work(*_):
    return 1

def inputs(index):
    above = index // 50 * 50 - 50
    return None if above < 0 else sorted({f"data_{above + (index * step) % 50:05d}" for step in (7, 11)})

def register_pipelines():
    return {"__default__": pipeline([
        node(work, inputs(index), f"data_{index:05d}", name=f"compute_features_{index:05d}_node_for_the")
        for index in range(${nodes})
    ])}
`;
	writeProject(project, {name: 'growth', requirements: ['kedro', 'kedro-datasets', 's3fs'], catalog, registry});
}

/** `python`: with the KFP SDK. */
export async function compareSpecWriting(folder, python) {
	const {pipelineSpec, specInput, sizedPipeline} = await importTypeScript(
		`export {pipelineSpec} from './src/pipeline-spec/kfp/pipeline-spec.ts';
		 export {specInput, sizedPipeline} from './test/support/spec-samples.ts';`,
	);
	const input = specInput(sizedPipeline(1000));
	const script = join(root, 'scripts', 'bench', 'sdk_nodes.py');
	const spec = join(mkdtempSync(join(folder, 'sdk-')), 'sdk.yaml');
	const {ours, sdk} = await inTurn(rounds, {
		ours: () => {
			const start = performance.now();
			pipelineSpec(input);
			return performance.now() - start;
		},
		sdk: () => Number(execFileSync(python, [script, '1000', spec], {encoding: 'utf8'})),
	});
	return compared('spec writing for 1,000 nodes', 'the KFP SDK', [ours, sdk], {faster: 50});
}
