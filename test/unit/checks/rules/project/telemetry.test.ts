// The rule project/telemetry: the consent file of Kedro's telemetry plugin.
import {expect, it} from 'vitest';
import {found} from '../../../../support/facts.ts';

const rule = 'project/telemetry';
const project = {kedro: '0.18.14', plugins: ['kedro-telemetry']};

it('an old telemetry plugin without its consent file in the image is an info', () => {
	expect(found(rule, {project, imageHasFile: path => path !== '.telemetry'})).toMatchObject([{severity: 'info'}]);
});

it('a consent file, no plugin, and a Kedro with a newer plugin pass', () => {
	expect(found(rule, {project})).toEqual([]);
	const imageHasFile = () => false;
	expect(found(rule, {project: {...project, plugins: []}, imageHasFile})).toEqual([]);
	expect(found(rule, {project: {...project, kedro: '0.19.7'}, imageHasFile})).toEqual([]);
});
