// Removing resources one after the other: what is shown, what a failure stops, and Ctrl-C.
import {describe, expect, it} from 'vitest';
import type {CreatedResource} from '../../../../src/commands/teardown/resource.ts';
import {removeResources} from '../../../../src/commands/teardown/remove.ts';
import {cancelled, WizardError} from '../../../../src/system/errors.ts';
import {testContext} from '../../../support/context.ts';
import {errorOf} from '../../../support/error-of.ts';
import {scriptedUi} from '../../../support/scripted-ui.ts';

const resource = (
	name: string,
	remove: CreatedResource['remove'],
	more: Partial<CreatedResource> = {},
): CreatedResource => ({kind: 'run', name, detail: '', origin: 'created', remove, ...more});

const gone = async () => undefined;
const fails = (kind: 'outside' | 'denied') => async () => {
	throw new WizardError(kind, 'no permission', {code: 'KFP_DENIED'});
};

describe('removing', () => {
	it('goes on after a failure, but leaves what waits for the failed one, and what waits for that', async () => {
		const {ui, reported} = scriptedUi([]);
		const order: string[] = [];
		const noted = (name: string) => async () => void order.push(name);
		const removal = await removeResources(
			[
				resource('run/a', fails('denied')),
				resource('image/b', noted('b')),
				resource('version/c', noted('c'), {after: ['image/b']}),
				resource('pipeline/d', noted('d'), {after: ['run/a', 'image/b']}),
				resource('experiment/e', noted('e'), {after: ['pipeline/d']}),
			] as CreatedResource[],
			testContext(ui),
		);
		expect(order).toEqual(['b', 'c']);
		expect(removal).toEqual({
			removed: ['image/b', 'version/c'],
			kept: [],
			left: [
				{name: 'run/a', reason: 'no permission'},
				{name: 'pipeline/d', reason: 'it stays until run/a is removed'},
				{name: 'experiment/e', reason: 'it stays until pipeline/d is removed'},
			],
			next: [],
		});
		expect(reported.at(-1)).toMatchObject({
			event: 'step',
			state: 'failed',
			detail: '2 removed, 3 resources could not be removed',
		});
	});

	it('says why a resource is left on purpose', async () => {
		const {ui, reported} = scriptedUi([]);
		const removal = await removeResources(
			[resource('experiment/a', async () => 'it still has 1 run')],
			testContext(ui),
		);
		expect(removal).toEqual({
			removed: [],
			kept: [{name: 'experiment/a', reason: 'it still has 1 run'}],
			left: [],
			next: [],
		});
		expect(reported).toContainEqual(expect.objectContaining({state: 'skipped', detail: 'it still has 1 run'}));
		expect(reported.at(-1)).toMatchObject({state: 'done', detail: '0 removed, 1 left on purpose'});
	});

	it('F28: Ctrl-C ends it at once, with what was removed', async () => {
		const {ui} = scriptedUi([]);
		const error = await errorOf(
			removeResources(
				[
					resource('run/a', gone),
					resource('run/b', async () => {
						throw cancelled();
					}),
					resource('run/c', () => Promise.reject(new Error('not reached'))),
				],
				testContext(ui),
			),
		);
		expect(error).toMatchObject({kind: 'cancelled', changed: ['removed run/a', 'Perhaps removed run/b']});
	});
});
