// Environments without errors, named where the default one has some.
import {expect, it} from 'vitest';
import {reportOthersWithoutErrors} from '../../../../src/commands/check/elsewhere.ts';
import type {Options} from '../../../../src/options/options.ts';
import {WizardError} from '../../../../src/system/errors.ts';
import {selectionOf} from '../../../support/deploy-parts.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';

const errors: Readonly<Record<string, number | Error>> = {
	prod: 2,
	s3: 0,
	broken: new WizardError('project', 'no', {code: 'IMPORT_FAILED'}),
};

async function reported(flags: Options): Promise<{said: readonly string[]; read: readonly string[]}> {
	const {ui, reported: events} = unattendedUi();
	const read: string[] = [];
	const selection = selectionOf(
		{project: {environments: ['base', 'local', ...Object.keys(errors)], environment: 'local'}},
		{env: {value: 'local', source: 'default'}},
	);
	await reportOthersWithoutErrors(selection, flags, {ui}, async ({env}) => {
		read.push(env?.value ?? '');
		const found = errors[env?.value ?? ''];
		if (typeof found !== 'number') throw found;
		return found;
	});
	return {said: events.flatMap(event => (event.event === 'note' ? [event.message] : [])), read};
}

it('the environment without errors is named with its command; one that cannot be read is left out', async () => {
	expect(await reported({})).toEqual({
		said: ['s3 has no errors:\nkfp-wizard check --env s3'],
		read: ['prod', 's3', 'broken'],
	});
});

it('an environment that was asked for is the only one that is read', async () => {
	expect(await reported({env: {value: 'local', source: '--env'}})).toEqual({said: [], read: []});
});
