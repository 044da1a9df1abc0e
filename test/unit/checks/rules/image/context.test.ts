// The rule image/context: what a person should know of the files that are sent.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

it('each remark about the files is a warning', () => {
	const contextWarnings = [
		{path: null, message: 'The image gets 2 GB', fix: 'Exclude it'},
		{path: 'model', message: 'model links to /mnt', fix: 'Replace it'},
	];
	expect(found('image/context', {contextWarnings}).map(({severity, file}) => [severity, file])).toEqual([
		['warning', 'model'],
		['warning', undefined],
	]);
	expect(found('image/context')).toEqual([]);
});
