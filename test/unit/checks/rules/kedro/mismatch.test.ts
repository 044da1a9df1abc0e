// The rule kedro/mismatch: projects made for another Kedro version than the one that is installed.
import {expect, it} from 'vitest';
import {found, noticed} from '../../../../support/facts.ts';

const rule = 'kedro/mismatch';

it('a project made for another Kedro version is an error at its source location', () => {
	const [finding] = found(rule, noticed('version'));
	expect(finding).toMatchObject({severity: 'error', file: 'src/demo/x.py', line: 3});
	expect(finding?.message).toContain('what Kedro said');
});

it('a notice of another kind is left to another rule', () => {
	expect(found(rule, noticed('settings'))).toEqual([]);
});

it('a version mismatch without a source location is reported at pyproject.toml', () => {
	const notices = [{kind: 'version' as const, message: 'x', place: null}];
	const [finding] = found(rule, {project: {notices, kedroInit: '0.19.9'}});
	expect(finding).toMatchObject({file: 'pyproject.toml'});
	expect(finding?.fix?.title).toContain('(0.19.9), or migrate the project to 1.7.0');
});
