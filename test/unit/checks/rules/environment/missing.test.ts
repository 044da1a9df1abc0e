// The rule environment/missing: environment folders that do not exist.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'environment/missing';

it('B11: a missing environment is an error with the existing ones and a suggestion', () => {
	const [finding] = found(rule, {environment: 's4'});
	expect(finding).toMatchObject({severity: 'error'});
	expect(finding?.message).toContain('no folder conf/s4; existing environments: base, local and s3');
	expect(finding?.fix?.title).toContain('did you mean s3?');
});

it('a missing base environment is an error', () => {
	expect(found(rule, {project: {baseEnvironment: 'common'}})).toHaveLength(1);
});

it('existing environments pass', () => {
	expect(found(rule)).toEqual([]);
});
