// The first lines of a new kfp.yml: its schema for editors, and what it is.
import {packageUrl} from '../../system/own-package.ts';

export const newSettings = (environment: string): string =>
	[
		`# yaml-language-server: $schema=${packageUrl('dist/kfp.schema.json')}`,
		`# Options of kfp-wizard for the environment ${environment}. A flag overrides a value in this file.`,
		'',
		'',
	].join('\n');
