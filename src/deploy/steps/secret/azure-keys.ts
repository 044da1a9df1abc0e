// The keys of Azure Storage, from the variables that adlfs reads.
import {WizardError} from '../../../system/errors.ts';
import {Sensitive} from '../../../system/secrets.ts';
import type {FoundKeys} from './found-keys.ts';

export const azureConnection = 'AZURE_STORAGE_CONNECTION_STRING';

const account = 'AZURE_STORAGE_ACCOUNT_NAME';

/** Each with the account name is enough, in this order. */
const ways: readonly (readonly string[])[] = [
	['AZURE_STORAGE_ACCOUNT_KEY'],
	['AZURE_STORAGE_SAS_TOKEN'],
	['AZURE_STORAGE_TENANT_ID', 'AZURE_STORAGE_CLIENT_ID', 'AZURE_STORAGE_CLIENT_SECRET'],
];

/** `undefined` where none of the variables with a secret is set. @throws WizardError `usage` AZURE_KEYS_INCOMPLETE. */
export function findAzureKeys(env: NodeJS.ProcessEnv): FoundKeys | undefined {
	const has = (name: string): boolean => (env[name] ?? '').trim() !== '';
	const take = (names: readonly string[]): FoundKeys => ({
		values: Object.fromEntries(names.map(name => [name, new Sensitive((env[name] ?? '').trim())])),
		source: names.at(-1) ?? '',
		warnings: [],
	});
	if (has(azureConnection)) return azureKeys((env[azureConnection] ?? '').trim(), azureConnection);
	const way = ways.find(names => names.every(has));
	if (way === undefined) return undefined;
	if (has(account)) return take([account, ...way]);
	throw new WizardError('usage', `${way.at(-1)} is set, but ${account} is not`, {
		code: 'AZURE_KEYS_INCOMPLETE',
		next: [{command: 'export AZURE_STORAGE_ACCOUNT_NAME=ACCOUNT', when: 'to name the storage account'}],
	});
}

/** @throws WizardError `usage` AZURE_KEYS_INCOMPLETE for a text that is no connection string. */
export function azureKeys(connection: string, source: string): FoundKeys {
	const [, name] = /(?:^|;)\s*AccountName=([^;]+)/i.exec(connection) ?? [];
	if (!/(?:^|;)\s*(?:AccountKey|SharedAccessSignature)=[^;]+/i.test(connection))
		throw new WizardError('usage', `${azureConnection} (${source}) has neither AccountKey nor SharedAccessSignature`, {
			code: 'AZURE_KEYS_INCOMPLETE',
			detail: 'Copy the whole connection string of the storage account: AccountName=…;AccountKey=…',
			next: [
				{
					command:
						'export AZURE_STORAGE_CONNECTION_STRING="$(az storage account show-connection-string --name ACCOUNT --query connectionString --output tsv)"',
					when: 'to take it from Azure without showing it',
				},
			],
		});
	return {
		values: {[azureConnection]: new Sensitive(connection)},
		source,
		warnings: [],
		...(name === undefined ? {} : {owner: name}),
	};
}
