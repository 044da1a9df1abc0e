// The `kedro run` command by version, and the reading of its arguments.
import {describe, expect, it} from 'vitest';
import {
	canSelectNode,
	readRunArguments,
	runCommand,
	selectedNodes,
	splitNodeNames,
} from '../../../src/kedro/kedro-run.ts';

describe('runCommand', () => {
	it.each([
		['0.18.5', '--pipeline'],
		['0.18.14', '--pipeline'],
		['0.19.15', '--pipeline'],
		['1.0.0', '--pipeline'],
		['1.1.1', '--pipeline'],
		['1.2.0', '--pipelines'],
		['1.2.0rc1', '--pipelines'],
		['1.10.0', '--pipelines'],
		['2.0', '--pipelines'],
	])('the command for Kedro %s uses %s', (kedro, flag) => {
		expect(runCommand(kedro, {environment: 'aws', pipeline: 'train'})).toEqual({
			command: ['kedro'],
			args: ['run', '--env=aws', `${flag}=train`],
			nodesFlag: '--nodes',
		});
	});

	it('a Kedro that cannot select nodes safely is refused, and a pipeline name with a comma is one name', () => {
		for (const kedro of ['0.18.4', '0.17.7']) {
			expect(() => runCommand(kedro, {environment: 'local', pipeline: 'x'})).toThrow(
				expect.objectContaining({kind: 'project', code: 'KEDRO_TOO_OLD'}),
			);
		}
		expect(runCommand('1.7.0', {environment: 'e', pipeline: 'a,b'}).args).toContain('--pipeline=a,b');
		const {args} = runCommand('1.7.0', {environment: 'e', pipeline: 'a', confSource: '../conf'});
		expect(args.at(-1)).toBe('--conf-source=../conf');
	});
});

describe('canSelectNode', () => {
	it.each([
		['train', true],
		['space.train-it_2', true],
		['add([a,params:b]) -> [c,d]', true],
		['add([a;params:b]) -> [c]', true],
		['<lambda>__0cf9a049', true],
		['partial(add)__73d00797', true],
		['<m.C object at 0x7fb6a0>([a]) -> [z]', false],
		['a,b', false],
		['f(a,b) -> [c]', false],
		['f([a) -> c', false],
		['f(]a[', true],
		[' train', false],
		['', false],
		[',train', false],
		['train,', false],
		['f]a,b[', true],
	])('the name "%s" can be selected: %s', (name, can) => {
		expect(canSelectNode('0.19.15', name)).toBe(can);
	});

	it('Kedro 0.18 splits names at every comma, inside brackets too', () => {
		expect(canSelectNode('0.18.14', 'add([a,params:b]) -> [c]')).toBe(false);
		expect(canSelectNode('0.18.14', 'add([a]) -> [c]')).toBe(true);
	});

	it('Kedro before 0.18.5 cannot select nodes', () => {
		expect(canSelectNode('0.18.4', 'train')).toBe(false);
	});
});

describe('readRunArguments', () => {
	const argv = ['kedro', 'run', '--env=s3', '--pipelines=__default__', '--nodes=f([a,b]) -> [c],g'];

	it('nodes, environment and pipeline are read from the arguments, names with commas too', () => {
		expect(readRunArguments(argv)).toEqual({environment: 's3', pipeline: '__default__', nodes: 'f([a,b]) -> [c],g'});
		expect(selectedNodes(argv, ['f([a,b]) -> [c]', 'g', 'f', 'b'])).toEqual(['f([a,b]) -> [c]', 'g']);
		expect(selectedNodes(['kedro', 'run'], ['f', 'g'])).toEqual(['f', 'g']);
		expect(readRunArguments(['sh', '-c', 'true'])).toEqual({});
	});

	it.each(['0.18.14', '0.19.15', '1.7.0'])('the arguments for Kedro %s are read back as they are written', kedro => {
		const {args, nodesFlag} = runCommand(kedro, {environment: 'aws', pipeline: 'train'});
		expect(readRunArguments([...args, `${nodesFlag}=a,b`])).toEqual({
			environment: 'aws',
			pipeline: 'train',
			nodes: 'a,b',
		});
	});

	it('a name inside the brackets of another name is not selected', () => {
		expect(selectedNodes(['--nodes=f([a,b,c]) -> [d]'], ['b', 'f([a,b,c]) -> [d]'])).toEqual(['f([a,b,c]) -> [d]']);
		expect(splitNodeNames('f([a -> c')).toEqual([]);
	});
});
