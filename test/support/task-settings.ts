// A pipeline of two tasks, one of them with every setting, for tests.
import {parseAllDocuments} from 'yaml';
import type {SpecInput} from '../../src/pipeline-spec/spec-input.ts';
import type {RunSettings, TaskSettings} from '../../src/pipeline-spec/task-settings.ts';
import {pipeline, specInput} from './spec-samples.ts';

export const everything: TaskSettings = {
	image: 'ghcr.io/acme/train-gpu:1.4',
	cpu: {request: '500m', limit: '2'},
	memory: {request: '1Gi', limit: '2Gi'},
	gpu: {type: 'nvidia.com/gpu', count: 2},
	nodeSelector: {pool: 'gpu', 'kubernetes.io/arch': 'amd64'},
	tolerations: [
		{key: 'gpu', operator: 'Exists', effect: 'NoSchedule'},
		{key: 'spot', operator: 'Equal', value: 'true', effect: 'NoExecute', seconds: 60},
	],
	timeout: 5400,
	variables: {MODE: 'on', LEVEL: '3'},
	secretVariables: [{name: 'db', key: 'user', variable: 'DB_USER'}],
	configVariables: [{name: 'flags', key: 'flag', variable: 'FLAG'}],
	secretMounts: [{name: 'files', path: '/home/kedro/project/conf/local'}],
	configMounts: [{name: 'flags', path: '/mnt/flags'}],
	volumes: [{name: 'scratch', path: '/mnt/scratch'}],
	sharedMemory: '2Gi',
	emptyDirs: [
		{path: '/mnt/tmp', size: '10Gi'},
		{path: '/mnt/fast', medium: 'Memory'},
	],
	ephemeralVolumes: [
		{path: '/mnt/data', size: '100Gi', accessMode: 'ReadWriteOnce', storageClass: 'fast'},
		{path: '/mnt/more', size: '5Gi', accessMode: 'ReadWriteMany'},
	],
	labels: {team: 'a'},
	annotations: {'example.com/note': 'any: text'},
};
export const ofRun: RunSettings = {
	imagePullPolicy: 'Always',
	imagePullSecrets: ['pull', 'pull-too'],
	serviceAccount: 'trainer',
	ttl: 604_800,
};
export const two = pipeline({clean: [], train: ['clean']});

/** Two tasks, the second with settings, and no Secret with AWS keys. */
export function input(change: Partial<SpecInput> = {}): SpecInput {
	const {secret: _, ...rest} = specInput(two, {settings: {train: everything}, ...ofRun, ...change});
	return rest;
}

export type Json = {readonly [key: string]: unknown};
export const documents = (text: string): Json[] => parseAllDocuments(text).map(document => document.toJS() as Json);
export const at = (value: unknown, ...path: readonly string[]): Json =>
	path.reduce((inner, key) => (inner as Json)[key], value) as Json;
