// What each storage and its keys are called, and where the keys are looked for.
import type {Storage} from '../../../kedro/storage.ts';
import {azureConnection} from './azure-keys.ts';
import {googleKeyFile} from './google-key.ts';

type StorageWords = {
	readonly name: string;
	/** The name of the Secret by default. */
	readonly secret: string;
	readonly keys: string;
	/** What a Secret that cannot be read is expected to have. */
	readonly standardKeys: readonly string[];
	readonly noKeys: string;
	readonly lookedIn: string;
	/** Whether a Secret with these keys has those of the storage. */
	readonly isFitting: (keys: readonly string[]) => boolean;
	/** The cloud whose identities have access without keys. */
	readonly cloud: 'aws' | 'gcp' | 'azure';
	/** What brings the keys to a deploy that cannot ask. */
	readonly toSet: string;
	/** What pods have instead of keys. */
	readonly identity: string;
	/** The flags that answer the question where the keys come from. */
	readonly flag: string;
};

const awsKeys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

export const storageWords: Readonly<Record<Storage, StorageWords>> = {
	s3: {
		name: 'S3',
		secret: 'aws-secrets',
		keys: 'AWS keys',
		standardKeys: awsKeys,
		isFitting: keys => awsKeys.every(key => keys.includes(key)),
		cloud: 'aws',
		noKeys: 'No AWS keys were found',
		lookedIn: 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and in the shared AWS files',
		toSet: '--aws-profile NAME, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
		identity: 'their own role',
		flag: '--aws-profile NAME, --existing-secret or --no-secret',
	},
	gcs: {
		name: 'Google Cloud Storage',
		secret: 'gcp-secrets',
		keys: 'Google Cloud key',
		standardKeys: [googleKeyFile],
		isFitting: keys => keys.some(key => key.endsWith('.json')),
		cloud: 'gcp',
		noKeys: 'No Google Cloud key was found',
		lookedIn: 'GOOGLE_APPLICATION_CREDENTIALS',
		toSet: 'GOOGLE_APPLICATION_CREDENTIALS to the path of a key file',
		identity: 'their own identity (Workload Identity)',
		flag: 'GOOGLE_APPLICATION_CREDENTIALS, --existing-secret or --no-secret',
	},
	azure: {
		name: 'Azure Storage',
		secret: 'azure-secrets',
		keys: 'Azure Storage keys',
		standardKeys: [azureConnection],
		isFitting: keys => keys.some(key => key.startsWith('AZURE_STORAGE_')),
		cloud: 'azure',
		noKeys: 'No Azure Storage keys were found',
		lookedIn: 'AZURE_STORAGE_CONNECTION_STRING and the other AZURE_STORAGE_… variables',
		toSet: 'AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY',
		identity: 'their own identity (Workload Identity)',
		flag: 'AZURE_STORAGE_CONNECTION_STRING, --existing-secret or --no-secret',
	},
};
