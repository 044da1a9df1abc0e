// The commands that start a container, for each kind of engine.
import {expect, it} from 'vitest';
import {runContainer} from '../../../../src/image/engine/container.ts';

const program = {name: 'docker', path: '/usr/bin/docker', env: {}, platform: 'linux'} as const;
const options = {image: 'a/b:1', purpose: 'smoke', command: ['kedro', 'run'], env: {A: '1'}, secretEnv: ['KEY']};

it('runs the command in place of the entrypoint; values of secrets are no arguments', () => {
	const {args} = runContainer(program, options);
	expect(args.join(' ')).toMatch(
		/^run --rm --name kfp-wizard-smoke-\w{12} --init --entrypoint kedro --env A=1 --env KEY -- a\/b:1 run$/,
	);
});

it('has no network where it is isolated, and reads stdin', () => {
	expect(runContainer(program, {...options, isolated: true}).args.join(' ')).toMatch(
		/ --interactive --network none --entrypoint kedro /,
	);
});
