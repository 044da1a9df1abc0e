// The advice about a line of a Dockerfile is read as it was written.
import {expect, it} from 'vitest';
import {dockerfileAdvice, readDockerfileAdvice} from '../../../src/checks/dockerfile-advice.ts';

it('reads what it wrote, and nothing else', () => {
	for (const verb of ['Add after', 'Change'] as const) {
		const change = {verb, line: 7, file: 'docker/My Dockerfile', text: 'ENV A=b: c to: d'};
		expect(readDockerfileAdvice(dockerfileAdvice(change))).toEqual(change);
	}
	expect(readDockerfileAdvice('Add s3fs to requirements.txt')).toBeUndefined();
});
