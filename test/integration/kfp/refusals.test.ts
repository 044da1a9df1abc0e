// Recorded refusals of real servers become one paragraph each.
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {refusal} from '../../../src/kfp/refusals.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {readRecordings} from './replay/recording.ts';
import {answer} from '../../support/kfp-answers.ts';

describeWith(await bed.recordings(), 'recorded refusals', recordings => {
	it('every recorded refusal becomes one paragraph with the right kind of error', async () => {
		const all = await readRecordings(join(recordings, 'kfp'));
		const refusals = all.filter(({response}) => (response.status ?? 0) >= 400);
		expect(refusals.length).toBeGreaterThan(150);
		for (const {file, response} of refusals) {
			const error = refusal(answer(response.status ?? 0, response.bodyText ?? '', response.contentType ?? ''), 'do it');
			expect(error.message, file).not.toMatch(/\n|github\.com\/\S+\.\w+|\.go:\d|goexit|ResourceAttributes/);
			expect(error.message.length, file).toBeLessThan(700);
			const denied = response.status === 401 || response.status === 403;
			expect([file, error.kind]).toEqual([file, denied ? 'denied' : 'outside']);
			// Only a page outside the API is none of KFP's own.
			if (error.code === 'KFP_NOT_API') expect(file).toMatch(/^36[34]-path/);
			else expect(error.message, file).toMatch(/^Kubeflow Pipelines can't do it: \S/);
		}
	});
});
