// The command of the tasks where a project has a `run` of its own.
import {expect, it} from 'vitest';
import {withBootstrap} from '../../../src/kedro/bootstrap.ts';
import {runCommand} from '../../../src/kedro/kedro-run.ts';
import {fitRun, requiredOptions} from '../../../src/kedro/own-run.ts';
import type {OwnRun} from '../../../src/schema/project.ts';

const plain = runCommand('1.7.0', {environment: 'prod', pipeline: 'main'});
const own = (options: readonly string[], more: Partial<OwnRun> = {}): OwnRun => ({
	module: 'demo.cli',
	place: null,
	options: [...options],
	repeated: [],
	split: [],
	...more,
});
const fit = (one: OwnRun | null) => {
	const {run, program} = fitRun(plain, one);
	return [...run.args, program];
};

it("the command is the same for Kedro's own run, one that takes any option, and one with the same options", () => {
	for (const same of [null, own([]), own(['--env', '--pipelines', '--nodes'])])
		expect(fitRun(plain, same)).toMatchObject({run: plain, program: {}, lacking: []});
	const split = own(['--env', '--pipelines', '--nodes'], {repeated: ['--nodes'], split: ['--nodes']});
	expect(fitRun(plain, split).program).toEqual({});
});

it('what it offers under other names is used', () => {
	expect(fit(own(['--env', '--pipeline', '--nodes']))).toEqual(['run', '--env=prod', '--pipeline=main', {}]);
	const older = own(['--env', '--pipeline', '--node'], {repeated: ['--node']});
	expect(fit(older)).toEqual(['run', '--env=prod', '--pipeline=main', {nodes: '--node'}]);
	const repeated = own(['--env', '--pipelines', '--nodes'], {repeated: ['--nodes']});
	expect(fit(repeated).at(-1)).toEqual({nodes: '--nodes'});
});

it("Kedro's own run is called where it has no such option", () => {
	for (const lacking of [
		['--pipelines', '--nodes'],
		['--env', '--nodes'],
		['--env', '--pipelines', '--node'],
	])
		expect(fit(own(lacking))).toEqual([...plain.args, {run: 'kedro'}]);
});

it('an image must have the options that the program passes on', () => {
	const command = (one: OwnRun): readonly string[] => {
		const {run, program} = fitRun(plain, one);
		const {command: words, args} = withBootstrap(run, {parameters: {}, inputs: {}, ...program});
		return ['python3', '-c', 'again', '3', ...words, ...args, '--nodes=a'];
	};
	expect(requiredOptions(command(own(['--env'])))).toEqual([]);
	const older = own(['--env', '--pipeline', '--node'], {repeated: ['--node']});
	expect(requiredOptions(command(older))).toEqual(['--env', '--pipeline', '--node']);
	expect(requiredOptions(['kedro', ...plain.args])).toEqual(['--env', '--pipelines']);
});
