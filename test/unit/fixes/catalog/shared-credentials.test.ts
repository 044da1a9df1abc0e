// Credentials of a new entry: those that the project uses for the same storage.
import {expect, it} from 'vitest';
import {handedOver, proposed} from '../../../support/proposed-fixes.ts';
import {csv, type Given, implied} from '../../../support/facts.ts';

const withNeighbour = (credentials: string | null): Given =>
	handedOver(undefined, {
		datasets: [
			implied('x'),
			csv('raw', 's3://tide/raw.csv', {credentials}),
			csv('out', 's3://tide/out.csv', {credentials}),
		],
	});

it('a new entry gets the credentials of the other remote datasets, where these will be in the image', async () => {
	const {apply} = await proposed({...withNeighbour('keys'), credentialsInImage: true});
	expect(await apply()).toContain('  filepath: s3://tide/demo/between/x.pkl\n  credentials: keys\n');
});
