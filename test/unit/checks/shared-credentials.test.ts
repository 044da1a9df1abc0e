// Credentials of a new entry: those that the project uses for the same storage.
import {expect, it} from 'vitest';
import {proposed, withCredentials} from '../../support/proposed-fixes.ts';

it('a new entry gets the credentials of the other remote datasets, where these will be in the image', async () => {
	const {apply, fixes} = await proposed({...withCredentials('keys'), credentialsInImage: true});
	const advice = fixes.find(({finding}) => finding.rule === 'catalog/memory-dataset')?.finding.fix?.title;
	expect(advice).toContain('filepath: "s3://tide/between/x.pkl", credentials: keys}');
	expect(await apply()).toContain('  filepath: s3://tide/demo/between/x.pkl\n  credentials: keys\n');
});
