// KFP v2 pipelines loaded by the KFP SDK 2.
import {beforeAll, expect, it} from 'vitest';
import {pipelineSpec} from '../../../src/pipeline-spec/kfp/pipeline-spec.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {judge, type Verdict} from './judges.ts';
import {random} from '../../support/random.ts';
import {pipeline, randomPipeline, specInput} from '../../support/spec-samples.ts';

const small = pipeline({
	preprocess_companies: [],
	'ns.preprocess_shuttles': [],
	model_input: ['preprocess_companies', 'ns.preprocess_shuttles'],
});

/** Texts that some YAML reader takes for something else than text, or that need care in other ways. */
const awkward = [
	['on', 'Off', 'y', 'N', 'yes', 'no', 'true', 'null', 'NULL', '~', 'nan', '.nan', '.inf', '-.inf', '=', '<<'],
	['012', '0o17', '0x1f', '0b11', '1e3', '1.5', '1_000', '12:30:45', '190:20', '2026-01-01', '2026-01-01 10:00:00'],
	['größe', '日本', "it's", 'say "hi"', 'a: b', 'a #b', '#a', '- a', '? a', '& a', '*a', '!a', '%a', '@a', '`a'],
	['{a}', '{a: b}', '|', '>', 'add([a,b]) -> [c,d]', '<lambda>([x;y]) -> [z]', 'a\\nb', "'a'", '"a"', 'x'.repeat(2000)],
	['...', '---', 'a---b', '$HOME', '}}', '{ {', 'e1', '_1', '__default__', '-1', '+1'],
].flat();

describeWith(await bed.python('kfp-2'), 'pipelineSpec, judged by the KFP SDK 2', python => {
	const inputs = {
		small: specInput(small, {variables: {EMPTY: '', MODE: 'on'}, imagePullPolicy: 'Always'}),
		awkward: specInput(pipeline(Object.fromEntries(awkward.map(name => [name, []]))), {
			title: "it's: #1 'Größe' 日本",
			variables: Object.fromEntries(awkward.map((value, index) => [`V${index}`, value])),
		}),
		divided: specInput(randomPipeline(600, random(1))),
	};
	const text = pipelineSpec(inputs.small);
	const broken = [
		text.replace('dependentTasks', 'dependsOn'),
		text.replace('envVar', 'envVariable'),
		text.replace("'2.1.0'", '2.1'),
	];
	let verdicts: readonly Verdict[] = [];
	beforeAll(async () => {
		verdicts = await judge(python, [...Object.values(inputs).map(pipelineSpec), ...broken]);
	});

	it.each(Object.entries(inputs).map(([name, input], index) => ({name, input, index})))(
		'the SDK reads every task, node name, variable and secret key of the $name spec',
		({input, index}) => {
			const spec = verdicts[index];
			if (spec === undefined || 'error' in spec) throw new Error(spec?.error);
			expect(spec.name).toBe(input.name);
			expect(spec.secrets).toEqual(input.secret?.keys.map(key => [input.secret?.name, key, key]));
			expect(spec.tasks.map(({key, title, nodes}) => ({key, title, nodes})).sort(byKey)).toEqual(
				input.graph.tasks.map(({key, title, nodes}) => ({key, title, nodes: nodes.join(',')})).sort(byKey),
			);
			for (const task of spec.tasks) {
				expect(task).toMatchObject({cached: false, image: input.image, command: input.command, env: input.variables});
				expect(task.args).toEqual([...input.args, "--nodes={{$.inputs.parameters['nodes']}}"]);
			}
		},
	);

	it('the SDK refuses broken specs', () => {
		const refused = verdicts.slice(-broken.length).map(verdict => ('error' in verdict ? verdict.error : ''));
		expect(refused).toEqual(broken.map(() => expect.stringMatching(/Error/)));
	});
});

function byKey(a: {readonly key: string}, b: {readonly key: string}): number {
	return a.key < b.key ? -1 : 1;
}
