// The rule project/run-command: a command `run` in place of Kedro's own.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'project/run-command';
const own = {module: 'demo.cli', place: {file: 'src/demo/cli.py', line: 5}, repeated: ['--node'], split: []};
const withOptions = (...options: string[]) => found(rule, {project: {ownRun: {...own, options}}});

it('options under other names are an info, missing ones a warning', () => {
	expect(withOptions('--env', '--pipeline', '--node')).toMatchObject([{severity: 'info', line: 5}]);
	const [finding] = withOptions('--env', '--pipeline');
	expect(finding).toMatchObject({severity: 'warning', file: 'src/demo/cli.py'});
	expect(finding?.message).toContain("does not take --pipelines and --nodes: the tasks call Kedro's own run");
});

it("Kedro's own command and one with all options pass", () => {
	expect(found(rule)).toEqual([]);
	expect(withOptions('--env', '--pipelines', '--nodes')).toEqual([]);
	expect(withOptions()).toEqual([]);
});
