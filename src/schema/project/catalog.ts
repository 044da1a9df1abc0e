// The datasets and credentials of a project.
import * as z from 'zod';
import {SourceLocation} from './source-location.ts';

/** Where data is stored: the type of a dataset and its URL, path or table. */
const DataLocation = z.object({
	type: z.string().nullable().describe('dataset type as written in the catalog'),
	key: z
		.string()
		.nullable()
		.describe('the catalog key that holds the data location, such as filepath, path, url, table_name'),
	value: z.string().nullable().describe('the data location, resolved for the environment'),
});

export const Dataset = z.object({
	name: z.string(),
	source: z
		.enum(['entry', 'pattern', 'hook', 'none'])
		.describe(
			'`entry`: its own catalog entry; `pattern`: a dataset factory; `hook`: a hook of the project adds it; `none`: not in the catalog',
		),
	pattern: z.string().nullable().describe('the factory pattern that matched'),
	template: z.string().nullish().describe('the data location of the pattern, with its placeholders'),
	written: z.string().optional().describe('the data location as the file has it, where it has interpolations'),
	...DataLocation.shape,
	inner: DataLocation.nullable().describe('the dataset inside a CachedDataset or another wrapper'),
	paths: z
		.array(z.object({key: z.string(), value: z.string()}))
		.optional()
		.describe('other paths inside the entry, by their keys, such as checkpoint.filepath'),
	versioned: z.boolean(),
	credentials: z
		.string()
		.nullable()
		.describe(
			'the name of the credentials entry, never its content; `(inline)` for a secret in the entry itself, `(inline, no secret)` for interpolations and addresses',
		),
	otherCredentials: z
		.array(z.string())
		.optional()
		.describe('further credentials inside the entry, such as those of a checkpoint'),
	place: SourceLocation.nullable().describe('source location of the entry or the pattern'),
});
export type Dataset = z.infer<typeof Dataset>;

export const Credentials = z.object({
	name: z.string(),
	entries: z.array(z.string()).describe('catalog entries and patterns that name it, also those that no pipeline uses'),
	keys: z.array(z.string()).describe('names of its keys, nested keys joined with dots; never their values'),
	plain: z
		.record(z.string(), z.union([z.boolean(), z.number(), z.string()]))
		.optional()
		.describe(
			'the values that cannot be secrets: switches such as `anon`, numbers, words such as the addressing style `path`, addresses such as that of an S3 server',
		),
	database: z.string().nullish().describe('the file of the embedded database to which its `con` leads'),
	variables: z.array(z.string()).describe('environment variables that it reads with `${oc.env:NAME}`'),
	environment: z
		.string()
		.nullable()
		.describe('where it is: the environment, the base, or else the default environment; null where it is nowhere'),
	place: SourceLocation.nullable(),
});
export type Credentials = z.infer<typeof Credentials>;
