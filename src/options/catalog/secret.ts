// Options for the Kubernetes Secret with the keys of the storage.
import {checkSecretName} from '../../kubernetes/names.ts';
import type {OptionSpec} from '../option.ts';
import {problemWith} from '../validate.ts';
import {ofSpec, ofRehearsal} from './command-sets.ts';

export const secretOptions = {
	secret: {
		kind: 'text',
		argument: 'NAME',
		off: {help: 'the tasks get no Secret', commands: [...ofSpec, 'doctor']},
		help: 'Kubernetes Secret with the keys of the storage',
		default: 'aws-secrets where the pipeline uses S3, gcp-secrets, azure-secrets',
		commands: ['deploy', 'doctor', 'compile', 'teardown'],
		group: 'Secrets',
		common: ['doctor'],
		setting: {
			type: 'object name or false',
			help: 'Kubernetes Secret with the keys of the storage; `false`: the tasks get none',
		},
		validate: problemWith(checkSecretName),
		question: {message: 'Which Secret holds the keys?'},
		edit: 'ask',
	},
	awsProfile: {
		kind: 'text',
		argument: 'NAME',
		help: 'shared AWS profile to take the keys from',
		commands: [...ofRehearsal, 'doctor'],
		group: 'Secrets',
		setting: {},
		question: {message: 'Which AWS profile?'},
		edit: 'choose',
	},
	accessCheck: {
		kind: 'switch',
		on: true,
		help: 'do not try the AWS keys at STS and in the buckets of the catalog',
		commands: ['deploy', 'doctor'],
		group: 'Secrets',
		communication: true,
	},
	existingSecret: {
		kind: 'switch',
		help: 'use the Secret as it is on the cluster',
		commands: ['deploy', 'doctor'],
		group: 'Secrets',
		setting: {
			help: '`true`: the Secret is used as it is on the cluster',
			read: value => (value === true ? true : undefined),
			write: () => ({path: ['existing_secret'], value: true}),
		},
		edit: 'switch off',
	},
	secretFile: {
		kind: 'text',
		argument: 'PATH',
		help: 'write the Secret with the keys to a file that only you can read, and do not apply it',
		commands: ['deploy'],
		group: 'Secrets',
		question: {message: 'Which file should the Secret be written to?'},
	},
	credentialsSecret: {
		kind: 'text',
		argument: 'NAME',
		off: {help: 'the tasks get no Secret with credentials', commands: ofSpec},
		help: 'Kubernetes Secret with the part of credentials.yml that the datasets of the pipeline name',
		commands: ['deploy', 'check', 'compile'],
		group: 'Secrets',
		setting: {
			type: 'object name or false',
			help: 'Kubernetes Secret with the credentials of the datasets; `false`: the tasks get none',
		},
		validate: problemWith(checkSecretName),
	},
	adoptSecret: {
		kind: 'switch',
		help: 'replace the values of a Secret that kfp-wizard did not create',
		commands: ['deploy'],
		group: 'Secrets',
		edit: 'switch off',
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
