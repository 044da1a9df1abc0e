// The rule image/unknown-instruction: words that no builder knows.
import {expect, it} from 'vitest';
import {foundIn} from '../../../../support/own-dockerfile.ts';

it('names the line and the instruction that was meant', () => {
	const [first] = foundIn('FROM acme/base:1\nRUN pip install x\n  && echo y\nCOPPY . .\n').filter(
		({line}) => line === 4,
	);
	expect(first).toMatchObject({rule: 'image/unknown-instruction', severity: 'error'});
	expect(first?.message).toContain('COPPY, which is not an instruction; did you mean COPY?');
});
