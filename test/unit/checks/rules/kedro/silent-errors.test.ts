// The rule kedro/silent-errors: Kedro releases that exit with 0 when their command line is wrong.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'kedro/silent-errors';

it.each(['0.19.7', '0.19.8'])('Kedro %s exits with 0 on a wrong command line and is an error', kedro => {
	expect(found(rule, {project: {kedro}})).toMatchObject([{severity: 'error'}]);
});

it.each(['0.19.6', '0.19.9', '0.19.15', '1.7.0', '10.19.7'])('Kedro %s passes', kedro => {
	expect(found(rule, {project: {kedro}})).toEqual([]);
});
