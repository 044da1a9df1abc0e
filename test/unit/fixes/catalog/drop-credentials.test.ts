// Credentials that will not be in the image are removed from entries on S3.
import {expect, it} from 'vitest';
import {proposed, withCredentials} from '../../../support/proposed-fixes.ts';

it('credentials that will not be in the image are removed from entries on S3', async () => {
	const base =
		'raw:\n  type: pandas.CSVDataset\n  filepath: s3://tide/raw.csv\n  credentials: keys # why\nout:\n  type: pandas.CSVDataset\n  filepath: s3://tide/out.csv\n  credentials: keys\n';
	const text = await (await proposed(withCredentials('keys'), {'conf/base/catalog.yml': base})).apply();
	expect(text).not.toContain('credentials');
	expect(text).toContain('raw:\n  type: pandas.CSVDataset\n  filepath: s3://tide/raw.csv\n');
});
