// The rule kedro/too-old: Kedro versions whose `kedro run` takes no list of nodes.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'kedro/too-old';

it.each(['0.17.7', '0.18.0', '0.18.4'])('Kedro %s is too old', kedro => {
	const [finding] = found(rule, {project: {kedro}});
	expect(finding).toMatchObject({severity: 'error', file: 'requirements.txt'});
	expect(finding?.message).toContain(kedro);
});

it.each(['0.18.5', '0.18.14', '0.19.0', '1.0.0rc1', '1.7.0', '2.0'])('Kedro %s is new enough', kedro => {
	expect(found(rule, {project: {kedro}})).toEqual([]);
});
