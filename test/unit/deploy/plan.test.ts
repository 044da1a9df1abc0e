// The plan of a deploy: the rows of all steps in their order, with every option that was set.
import {expect, it} from 'vitest';
import type {Change} from '../../../src/schema/plan.ts';
import {chosenOf, connectionTo, flag, on} from '../../support/deploy-parts.ts';

const change = (what: string): Change => ({action: 'create', what, name: what, detail: ''});
const row = (name: string) => ({name, value: 'x', source: 'a test'});

it('the plan has the rows of the steps in their order, then those of the other options', () => {
	const none = chosenOf().plans;
	const {plan} = chosenOf({
		options: {...on('yes', 'newRun'), tag: flag('v1', '--tag')},
		connection: connectionTo({host: new URL('http://x')}, {values: [row('host')]}),
		plans: {
			rehearsal: {...none.rehearsal, changes: [change('rehearsal')], values: [row('rehearse')]},
			image: {...none.image, changes: [change('image')], values: [row('image')]},
			secret: {...none.secret, changes: [change('secret')], values: [row('secret')]},
			spec: {...none.spec, changes: [change('spec')], values: [row('spec')]},
			upload: {...none.upload, changes: [change('version')]},
			run: {...none.run, changes: [change('run')], values: [row('experiment')]},
		},
	});
	expect(plan.changes.map(({what}) => what)).toEqual(['rehearsal', 'image', 'secret', 'spec', 'version', 'run']);
	expect(plan.values.map(({name}) => name)).toEqual([
		'project',
		'python',
		'pipeline',
		'env',
		'group-by',
		'image',
		'secret',
		'spec',
		'host',
		'experiment',
		'rehearse',
		'tag',
		'new-run',
	]);
});
