// Upload commands for the storages that have a tool.
import {expect, it} from 'vitest';
import {uploadCommand} from '../../../../src/fixes/catalog/upload-command.ts';

it('data is uploaded with the tool of its storage', () => {
	expect(uploadCommand('data/a b.csv', 's3a://t/a.csv', false)).toBe(`aws s3 cp 'data/a b.csv' s3://t/a.csv`);
	expect(uploadCommand('data/x', 'gs://t/x', true)).toBe('gcloud storage rsync --recursive data/x gs://t/x');
	expect(uploadCommand('data/x', 'abfs://t/x', true)).toBeUndefined();
});
