// Credentials of a new entry: those that the project uses for the same storage.
import {expect, it} from 'vitest';
import {proposed, withCredentials} from '../../../support/proposed-fixes.ts';

it('a new entry gets the credentials of the other remote datasets, where these will be in the image', async () => {
	const {apply} = await proposed({...withCredentials('keys'), credentialsInImage: true});
	expect(await apply()).toContain('  filepath: s3://tide/demo/between/x.pkl\n  credentials: keys\n');
});
