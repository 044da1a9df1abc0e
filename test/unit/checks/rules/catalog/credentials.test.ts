// The rule catalog/credentials: catalog entries whose credentials will not be in the image.
import {expect, it} from 'vitest';
import {csv, found} from '../../../../support/facts.ts';

const rule = 'catalog/credentials';
const secret = csv('raw', 's3://tide/raw.csv', {credentials: 'dev_s3'});

it('B28: an entry whose credentials will not be in the image is an error', () => {
	const [finding] = found(rule, {project: {datasets: [secret]}});
	expect(finding).toMatchObject({severity: 'error', file: 'conf/base/catalog.yml', line: 7, dataset: 'raw'});
	expect(finding?.message).toContain('every node will stop');
});

it('an entry that the pipeline does not use is an error too, because Kedro looks up all credentials', () => {
	const [finding] = found(rule, {project: {datasets: [{...secret, name: 'elsewhere'}]}});
	expect(finding).toMatchObject({severity: 'error', dataset: 'elsewhere'});
	expect(finding?.message).toContain('also those that do not use it');
});

it('the datasets of one factory pattern are reported once', () => {
	const made = ['raw', 'trips'].map(name => ({...secret, name, source: 'pattern' as const, pattern: '{name}'}));
	const findings = found(rule, {project: {datasets: made}});
	expect(findings).toHaveLength(1);
	expect(findings[0]?.message).toContain('{name} needs the credentials "dev_s3"');
});

it.each([
	['s3://tide/raw.csv', 'filepath', 'Remove "credentials: dev_s3" from the entry raw'],
	['trips', 'table_name', 'Write a conf/s3/credentials.yml with only ${oc.env:NAME} values'],
	['data/shop.db', 'database', 'Write a conf/s3/credentials.yml with only ${oc.env:NAME} values'],
	['gs://tide/raw.csv', 'filepath', 'Write a conf/s3/credentials.yml with only ${oc.env:NAME} values'],
])('only a dataset on S3 does without credentials: %s', (value, key, fix) => {
	const type = key === 'database' ? 'pandas.SQLTableDataset' : secret.type;
	const [finding] = found(rule, {project: {datasets: [{...secret, type, value, key}]}});
	expect(finding?.fix?.title).toContain(fix);
});

it('entries without credentials, and credentials that will be in the image, pass', () => {
	expect(found(rule)).toEqual([]);
	expect(found(rule, {project: {datasets: [secret]}, credentialsInImage: true})).toEqual([]);
});

it('a secret in the entry itself is an error, also where the credentials files are in the image', () => {
	const inline = (credentials: string, value = 's3://tide/raw.csv') => ({
		credentialsInImage: true,
		project: {datasets: [csv('raw', value, {credentials})]},
	});
	const [finding] = found(rule, inline('(inline)'));
	expect(finding).toMatchObject({severity: 'error', line: 7, dataset: 'raw'});
	expect(finding?.message).toBe('raw holds its credentials in the catalog: whoever can pull the image can read them');
	expect(finding?.fix?.title).toBe(
		'Revoke them. Remove the keys from the entry, and keep its other settings such as endpoint_url: S3 reads its keys from the Secret',
	);
	expect(found(rule, inline('(inline)', 'gs://tide/raw.csv'))[0]?.fix?.title).toMatch(/^Revoke them. Write the name/);
	expect(found(rule, inline('(inline, no secret)'))).toEqual([]);
	expect(found(rule, {...inline('(inline, no secret)'), credentialsInImage: false})).toEqual([]);
});

const minio = {
	name: 'dev_s3',
	entries: ['raw'],
	keys: ['key', 'secret', 'client_kwargs.endpoint_url'],
	variables: ['DB_PASSWORD', 'DB_HOST'],
	environment: 's3',
	place: {file: 'conf/s3/credentials.yml', line: 2},
};
const credentials = {secret: 'demo-s3-credentials', isGiven: false, hasVariable: () => false};
const project = {datasets: [secret], credentials: [minio]};

it('credentials that name an endpoint are passed as a Secret: without them the keys would go to Amazon', () => {
	const [finding] = found(rule, {project, credentials});
	expect(finding?.fix?.title).toContain('--credentials-secret demo-s3-credentials');
	expect(finding?.fix?.title).toContain('client_kwargs.endpoint_url');
});

it('credentials that the tasks get from a Secret pass', () => {
	expect(found(rule, {project, credentials: {...credentials, isGiven: true}})).toEqual([]);
});

it('a Secret that kfp.yml mounts in the configuration is read by the plain loader only', () => {
	const mounted = {...credentials, mounted: 'team-keys'};
	expect(found(rule, {project: {...project, configLoader: 'other'}, credentials: mounted})).toEqual([]);
	const [finding] = found(rule, {project: {...project, configLoader: 'omegaconf'}, credentials: mounted});
	expect(finding?.fix?.title).toContain('--credentials-secret team-keys');
});

it('a variable that credentials in the image read and no task gets is an error at its line', () => {
	const findings = found(rule, {project, credentials, credentialsInImage: true});
	expect(findings.map(({line, fix}) => [line, fix?.title.split(' ')[0]])).toEqual([
		[2, 'Set'],
		[2, 'Give'],
	]);
	expect(findings[1]?.message).toContain('${oc.env:DB_PASSWORD}');
	const all = {...credentials, hasVariable: () => true};
	expect(found(rule, {project, credentials: all, credentialsInImage: true})).toEqual([]);
});

it('an entry that no pipeline uses needs its credentials too', () => {
	const unused = {...minio, name: 'old', entries: ['old_table']};
	const findings = found(rule, {project: {credentials: [unused]}});
	expect(findings.map(({message}) => message)).toEqual([expect.stringContaining('old_table, which no pipeline uses')]);
});

it('B28: credentials that the file in the image does not have are missing', () => {
	const elsewhere = {...minio, environment: 'local', variables: []};
	expect(found(rule, {project: {datasets: [secret], credentials: [elsewhere]}, credentialsInImage: true})).toHaveLength(
		1,
	);
	const here = {...elsewhere, environment: 'base'};
	expect(found(rule, {project: {datasets: [secret], credentials: [here]}, credentialsInImage: true})).toEqual([]);
});

it('the advice for many entries is one entry in credentials.yml, as the fix writes it', () => {
	const many = {...minio, entries: ['a', 'b', 'c', 'd'], keys: ['key', 'anon'], plain: {anon: false}};
	const advice = (configLoader: 'omegaconf' | 'other') =>
		found(rule, {project: {datasets: [secret], credentials: [many], configLoader}})[0]?.fix?.title;
	expect(advice('omegaconf')).toContain(
		'add dev_s3 to conf/s3/credentials.yml without its secrets, with key: ${oc.env:AWS_ACCESS_KEY_ID} and anon: false',
	);
	expect(advice('other')).toContain('without its secrets, with anon: false');
});
