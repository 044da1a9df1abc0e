// The rule project/warning: warnings that the project's code gave while it was imported.
import {expect, it} from 'vitest';
import {found, noticed} from '../../../../support/facts.ts';

const rule = 'project/warning';

it('a warning during the import is an info at its source location', () => {
	const [finding] = found(rule, noticed('warning'));
	expect(finding).toMatchObject({severity: 'info', file: 'src/demo/x.py', line: 3});
	expect(finding?.message).toContain('what Kedro said');
});

it('a notice of another kind is left to another rule', () => {
	expect(found(rule, noticed('pipeline-dropped'))).toEqual([]);
});
