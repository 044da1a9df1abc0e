// The flags that make the same selection.
import {expect, it} from 'vitest';
import {selectionFlags} from '../../../src/deploy/selection.ts';
import {selectionOf} from '../../support/deploy-parts.ts';

it('the flags of a selection have the pipeline only where it was chosen, quoted for a shell', () => {
	expect(selectionFlags(selectionOf())).toBe(' --env s3');
	expect(selectionFlags(selectionOf({}, {pipeline: {value: 'my pipe', source: 'asked'}}))).toBe(
		" --env s3 --pipeline 'my pipe'",
	);
	expect(selectionFlags(selectionOf(), 'cluster')).toBe(' --env cluster');
});
