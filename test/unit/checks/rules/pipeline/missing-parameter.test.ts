// The rule pipeline/missing-parameter: parameters that no parameters file sets.
import {expect, it} from 'vitest';
import {found, node} from '../../../../support/facts.ts';

const rule = 'pipeline/missing-parameter';
const nodes = [node('train: features, params:model.depht -> model')];
const project = {parameters: ['model.depth', 'model.rate']};

it('a parameter that is not set is an error, and the advice suggests a similar one', () => {
	const [finding] = found(rule, {nodes, project});
	expect(finding).toMatchObject({severity: 'error', node: 'train', line: 10});
	expect(finding?.fix?.title).toContain('Add model.depht to conf/base/parameters.yml');
	expect(finding?.fix?.title).toContain('did you mean model.depth?');
});

it('a level of a nested parameter and all parameters pass', () => {
	const others = [node('train: features, params:model, params:model.rate, parameters -> model')];
	expect(found(rule, {nodes: others, project})).toEqual([]);
});
