// What the fix of a requirement makes of the text of a file. Making it twice must not change more.
import {expect} from 'vitest';
import {changeRequirement} from '../../src/fixes/requirements/change-requirement.ts';
import type {Project} from '../../src/schema/project.ts';
import {facts} from './facts.ts';

export async function changed(text: string, title: string, file = 'requirements.txt', more: Partial<Project> = {}) {
	const {project, pipeline} = facts();
	const installed = {s3fs: '2026.9.0', 'kedro-datasets': '9.6.0'};
	const context = {project: {...project, installed, ...more}, pipeline, environment: 's3', data: undefined};
	const finding = {rule: 'requirements/extra-missing', severity: 'error', message: '', file, fix: {title}} as const;
	const fix = await changeRequirement(finding, context, [finding]);
	const [edit] = fix?.edits ?? [];
	if (edit === undefined) return undefined;
	const once = edit.change(text);
	expect(edit.change(once)).toBe(once);
	return {text: once, command: fix?.command};
}
