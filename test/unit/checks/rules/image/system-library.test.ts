// The rule image/system-library: libraries that required packages need and an own Dockerfile does not install.
import {expect, it} from 'vitest';
import {foundIn} from '../../../../support/own-dockerfile.ts';

const rule = 'image/system-library';
const project = {
	requires: [{name: 'lightgbm', pinned: true, group: null, place: null}],
	installs: ['opencv-python', 'kedro'],
};
const found = (...lines: readonly string[]) =>
	foundIn(lines.join('\n'), {project}).filter(finding => finding.rule === rule);

it('libraries that the base image does not have', () => {
	const [finding] = found('FROM python:3.11-slim', 'COPY . /app');
	expect(finding).toMatchObject({severity: 'info', file: 'Dockerfile', line: 1});
	expect(finding?.fix?.title).toMatch(
		/^Add after line 1 of Dockerfile: RUN apt-get .* libgomp1 libgl1 libglib2.0-0 &&/,
	);
	expect(found('FROM python:3.11', 'COPY . /app')[0]?.message).toContain('opencv-python needs libgl1, which');
});

it('a Dockerfile that installs them, and a base image that is not known, pass', () => {
	const install = 'RUN apt-get update && apt-get install -y libgomp1 libgl1 \\\n  libglib2.0-0';
	expect(found('FROM python:3.11-slim', install)).toEqual([]);
	expect(found('FROM acme/base:1')).toEqual([]);
	expect(found('FROM python:3.11-alpine')).toEqual([]);
});
