// Credentials that will not be in the image are removed from entries on S3.
import {expect, it} from 'vitest';
import {csv} from '../../../support/facts.ts';
import {proposed, withCredentials} from '../../../support/proposed-fixes.ts';

it('credentials that will not be in the image are removed from entries on S3', async () => {
	const base =
		'raw:\n  type: pandas.CSVDataset\n  filepath: s3://tide/raw.csv\n  credentials: keys # why\nout:\n  type: pandas.CSVDataset\n  filepath: s3://tide/out.csv\n  credentials: keys\n';
	const text = await (await proposed(withCredentials('keys'), {'conf/base/catalog.yml': base})).apply();
	expect(text).not.toContain('credentials');
	expect(text).toContain('raw:\n  type: pandas.CSVDataset\n  filepath: s3://tide/raw.csv\n');
});

const named = (keys: readonly string[], entries: readonly string[] = ['raw']) => ({
	datasets: entries.map(name => csv(name, `s3://tide/${name}.csv`, {credentials: 'minio'})),
	credentials: [
		{name: 'minio', entries: [...entries], keys: [...keys], variables: [], environment: 'local', place: null},
	],
	configLoader: 'omegaconf' as const,
});
const catalogOf = (entries: readonly string[]): string =>
	entries
		.map(name => `${name}: {type: pandas.CSVDataset, filepath: "s3://tide/${name}.csv", credentials: minio}\n`)
		.join('');

it('credentials with an endpoint are written with variables, so that no request goes to another server', async () => {
	const keys = ['key', 'secret', 'client_kwargs.endpoint_url'];
	const fixes = await proposed({project: named(keys)}, {'conf/base/catalog.yml': catalogOf(['raw'])});
	expect(await fixes.apply('conf/s3/credentials.yml')).toBe(
		`minio:
  key: \${oc.env:AWS_ACCESS_KEY_ID}
  secret: \${oc.env:AWS_SECRET_ACCESS_KEY}
  client_kwargs:
    endpoint_url: \${oc.env:AWS_ENDPOINT_URL}
`,
	);
	expect(await fixes.apply('.dockerignore')).toMatch(/^!conf\/s3\/credentials\.yml$/m);
});

it('many entries that name one of the credentials are fixed in one place', async () => {
	const entries = Array.from({length: 90}, (_, index) => `raw_${index}`);
	const fixes = await proposed(
		{project: named(['key', 'secret'], entries)},
		{'conf/base/catalog.yml': catalogOf(entries)},
	);
	const titles = new Set(fixes.fixes.flatMap(({fix}) => fix?.title ?? []));
	expect([...titles]).toEqual([expect.stringContaining('Add minio to conf/s3/credentials.yml')]);
	expect(await fixes.apply('conf/s3/credentials.yml')).toContain('secret: ${oc.env:AWS_SECRET_ACCESS_KEY}');
});

it('a key without a variable, or a loader without variables, is left to the user', async () => {
	const catalog = {'conf/base/catalog.yml': catalogOf(['raw'])};
	for (const project of [
		named(['key', 'client_kwargs.endpoint_url', 'config_kwargs.proxies']),
		{...named(['key', 'client_kwargs.endpoint_url']), configLoader: 'other' as const},
	])
		expect((await proposed({project}, catalog)).fixes.map(({fix}) => fix)).toEqual([undefined]);
});

it('no copies are made of many entries, and no setting of a server is lost, where Kedro reads no variables', async () => {
	const entries = Array.from({length: 90}, (_, index) => `raw_${index}`);
	const catalog = {'conf/base/catalog.yml': catalogOf(entries)};
	const other = (keys: readonly string[]) => ({...named(keys, entries), configLoader: 'other' as const});
	const keysOnly = await proposed({project: other(['key', 'secret'])}, catalog);
	expect(await keysOnly.apply('conf/s3/credentials.yml')).toBe('minio: {}\n');
	const server = await proposed({project: other(['key', 'client_kwargs.endpoint_url'])}, catalog);
	expect(server.fixes.every(({fix}) => fix === undefined)).toBe(true);
});

it('switches are carried over, since they are no secrets', async () => {
	const project = named(['key', 'anon', 'config_kwargs.s3.addressing_style']);
	const credentials = project.credentials.map(own => ({
		...own,
		plain: {anon: false, 'config_kwargs.s3.addressing_style': 'path'},
	}));
	const fixes = await proposed({project: {...project, credentials}}, {'conf/base/catalog.yml': catalogOf(['raw'])});
	expect(await fixes.apply('conf/s3/credentials.yml')).toContain(
		'  anon: false\n  config_kwargs:\n    s3:\n      addressing_style: path\n',
	);
});

it('the address of a server, its region and numbers are carried over as they are', async () => {
	const project = named([
		'key',
		'secret',
		'endpoint_url',
		'client_kwargs.region_name',
		'config_kwargs.connect_timeout',
	]);
	const credentials = project.credentials.map(own => ({
		...own,
		plain: {
			endpoint_url: 'http://minio.shop.svc:9000',
			'client_kwargs.region_name': 'eu-central-1',
			'config_kwargs.connect_timeout': 5,
		},
	}));
	const fixes = await proposed({project: {...project, credentials}}, {'conf/base/catalog.yml': catalogOf(['raw'])});
	expect(await fixes.apply('conf/s3/credentials.yml')).toBe(
		`minio:
  key: \${oc.env:AWS_ACCESS_KEY_ID}
  secret: \${oc.env:AWS_SECRET_ACCESS_KEY}
  endpoint_url: http://minio.shop.svc:9000
  client_kwargs:
    region_name: eu-central-1
  config_kwargs:
    connect_timeout: 5
`,
	);
});

it('each of the credentials inside an entry is reported and removed by itself', async () => {
	const raw = csv('raw', 's3://tide/raw', {
		type: 'partitions.IncrementalDataset',
		key: 'path',
		credentials: 'inner',
		otherCredentials: ['checkpoint', 'minio'],
	});
	const base = `raw:
  type: partitions.IncrementalDataset
  path: s3://tide/raw
  dataset: {type: pandas.CSVDataset, credentials: inner}
  checkpoint:
    credentials: checkpoint
    filepath: s3://tide/raw/CHECKPOINT
  metadata: {credentials: minio}
`;
	const {credentials} = named(['key', 'endpoint_url', 'config_kwargs.proxies']);
	const {fixes, apply} = await proposed({project: {datasets: [raw], credentials}}, {'conf/base/catalog.yml': base});
	const messages = fixes.map(({finding}) => /needs the credentials "(\w+)"/.exec(finding.message)?.[1]);
	expect(new Set(messages)).toEqual(new Set(['checkpoint', 'inner', 'minio']));
	expect(await apply()).toBe(`raw:
  type: partitions.IncrementalDataset
  path: s3://tide/raw
  dataset: { type: pandas.CSVDataset }
  checkpoint:
    filepath: s3://tide/raw/CHECKPOINT
  metadata: { credentials: minio }
`);
});
