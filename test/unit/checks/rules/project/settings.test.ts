// The rule project/settings: a settings.py that does not load.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'project/settings';
const notice = (kind: 'pipeline-dropped' | 'settings' | 'version' | 'warning') => ({
	project: {notices: [{kind, message: 'what Kedro said', place: {file: 'src/demo/x.py', line: 3}}]},
});

it('a settings.py that does not load is an error at its source location', () => {
	const [finding] = found(rule, notice('settings'));
	expect(finding).toMatchObject({severity: 'error', file: 'src/demo/x.py', line: 3});
	expect(finding?.message).toContain('what Kedro said');
});

it('a notice of another kind is left to another rule', () => {
	expect(found(rule, notice('version'))).toEqual([]);
});

it('a module that is not installed is to be installed', () => {
	const message = "ModuleNotFoundError: No module named 'kedro_viz'";
	const notices = [{kind: 'settings' as const, message, place: null}];
	expect(found(rule, {project: {notices}})[0]?.fix?.title).toMatch(/^Install the package with the module kedro_viz/);
});
