// The rule pipeline/dropped: pipelines that Kedro left out because their module could not be imported.
import {expect, it} from 'vitest';
import {found, noticed} from '../../../../support/facts.ts';

const rule = 'pipeline/dropped';

it('a pipeline that Kedro left out is an error at its source location', () => {
	const [finding] = found(rule, noticed('pipeline-dropped'));
	expect(finding).toMatchObject({severity: 'error', file: 'src/demo/x.py', line: 3});
	expect(finding?.message).toContain('what Kedro said');
});

it('a notice of another kind is left to another rule', () => {
	expect(found(rule, noticed('warning'))).toEqual([]);
});

it('a module that is not installed is to be installed', () => {
	const [finding] = found(rule, noticed('pipeline-dropped', "ModuleNotFoundError: No module named 'kedro_viz'"));
	expect(finding?.fix?.title).toMatch(/^Install the package with the module kedro_viz/);
});
