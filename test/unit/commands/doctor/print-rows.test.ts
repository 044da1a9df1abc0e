// Rows of doctor as text.
import {expect, it} from 'vitest';
import {rowPrinter} from '../../../../src/commands/doctor/print-rows.ts';
import {rows} from '../../../../src/commands/doctor/rows.ts';
import type {Options} from '../../../../src/options/options.ts';
import type {MachineRow} from '../../../../src/schema/machine.ts';
import {testContext} from '../../../support/context.ts';
import {on} from '../../../support/deploy-parts.ts';
import {unattendedUi} from '../../../support/scripted-ui.ts';

const all: readonly MachineRow[] = [
	{id: 'engine', title: 'Engine', state: 'ok', detail: 'docker 28.2.2', fix: []},
	{id: 'pipelines', title: 'Pipelines', state: 'skipped', detail: 'not checked: it depends on Project', fix: []},
	{id: 's3', title: 'S3', state: 'warning', detail: 's3://a: list yes\nno upload', fix: []},
	{
		id: 'registry',
		title: 'Registry',
		state: 'failed',
		detail: 'Not logged in to ghcr.io',
		fix: [{command: 'docker login ghcr.io', when: 'to log in'}],
		link: 'https://docs.docker.com',
	},
];

function printed(options: Options, lang = 'C.UTF-8'): readonly string[] {
	const context = testContext(unattendedUi().ui, {env: {LANG: lang}});
	all.forEach(rowPrinter(rows, options, context));
	return context.printed().trimEnd().split('\n');
}

it('titles are lined up, and below them stands what fixes it', () => {
	expect(printed({})).toEqual([
		'✓ Engine     docker 28.2.2',
		'– Pipelines  not checked: it depends on Project',
		'! S3         s3://a: list yes',
		'             no upload',
		'✗ Registry   Not logged in to ghcr.io',
		'             → docker login ghcr.io  (to log in)',
		'             https://docs.docker.com',
	]);
});

it('a screen reader gets words; --quiet leaves out what is fine', () => {
	expect(printed(on('accessible'))[0]).toBe('done: Engine     docker 28.2.2');
	expect(printed(on('quiet'))[0]).toBe('! S3         s3://a: list yes');
});
