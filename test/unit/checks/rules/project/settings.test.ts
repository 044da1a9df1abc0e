// The rule project/settings: a settings.py that does not load.
import {expect, it} from 'vitest';
import {found, noticed} from '../../../../support/facts.ts';

const rule = 'project/settings';

it('a settings.py that does not load is an error at its source location', () => {
	const [finding] = found(rule, noticed('settings'));
	expect(finding).toMatchObject({severity: 'error', file: 'src/demo/x.py', line: 3});
	expect(finding?.message).toContain('what Kedro said');
});

it('a notice of another kind is left to another rule', () => {
	expect(found(rule, noticed('version'))).toEqual([]);
});

it('a module that is not installed is to be installed', () => {
	const [finding] = found(rule, noticed('settings', "ModuleNotFoundError: No module named 'kedro_viz'"));
	expect(finding?.fix?.title).toMatch(/^Install the package with the module kedro_viz/);
});
