// How long reading the project may take.
import {expect, it} from 'vitest';
import {timeoutOf} from '../../../../../src/deploy/steps/project/timeout.ts';
import {flag} from '../../../../support/deploy-parts.ts';

it('reading the project may take two minutes, or what --timeout says', () => {
	expect(timeoutOf({})).toBe(120);
	expect(timeoutOf({timeout: flag(0.5, '--timeout')})).toBe(0.5);
});
