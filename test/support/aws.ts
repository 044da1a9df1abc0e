// AWS files in a temporary home folder, and a script in place of the AWS CLI 2.
import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inspect} from 'node:util';
import {afterEach, beforeEach, expect} from 'vitest';
import {type AwsCredentials, type CredentialSearch, findCredentials} from '../../src/aws/credentials.ts';

export const id = 'AKIAIOSFODNN7EXAMPLE';
export const temporaryId = 'ASIAIOSFODNN7EXAMPLE';
export const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
export const otherKey = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';

export type AwsHome = {
	/** The home folder of the current test, with an empty folder `.aws`. */
	readonly folder: () => string;
	readonly env: (more?: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
	/** Writes a file of `.aws`. */
	readonly write: (name: string, content: string | Buffer, mode?: number) => Promise<void>;
	/** Puts a program named aws on PATH, which runs the script and appends its arguments to the file `calls`. */
	readonly awsRuns: (script: string) => Promise<void>;
};

export function useAwsHome(): AwsHome {
	let home = '';
	beforeEach(async () => {
		home = await mkdtemp(join(tmpdir(), 'kfp-wizard-test-'));
		await mkdir(join(home, '.aws'));
	});
	afterEach(async () => rm(home, {recursive: true, force: true}));
	return {
		folder: () => home,
		env: (more = {}) => ({HOME: home, PATH: join(home, 'bin'), ...more}),
		write: async (name, content, mode = 0o600) => {
			await writeFile(join(home, '.aws', name), content);
			await chmod(join(home, '.aws', name), mode);
		},
		awsRuns: async script => {
			await mkdir(join(home, 'bin'), {recursive: true});
			await writeFile(join(home, 'bin', 'aws'), `#!/bin/sh\necho "$*" >>'${home}/calls'\n${script}\n`);
			await chmod(join(home, 'bin', 'aws'), 0o755);
		},
	};
}

type Options = Omit<CredentialSearch, 'platform'>;

export const find = async (options: Options): Promise<AwsCredentials | undefined> =>
	findCredentials({...options, platform: process.platform});

/** The error of a search; it contains none of the keys. */
export async function failure(options: Options): Promise<Error> {
	return find(options).then(
		found => {
			throw new Error(`Found ${found?.source ?? 'nothing'}`);
		},
		(error: Error) => {
			const shown = inspect(error, {depth: 9, showHidden: true});
			for (const secret of [key, otherKey, id, temporaryId]) expect(shown).not.toContain(secret);
			return error;
		},
	);
}

/** The values of credentials as plain text. */
export const plain = (found: AwsCredentials | undefined): Record<string, string> =>
	Object.fromEntries(Object.entries(found?.values ?? {}).map(([name, value]) => [name, value.reveal()]));

export const contain = (text: string): string => expect.stringContaining(text) as string;

/** A script that answers like `aws configure export-credentials`. */
export const exported = (expiration: string): string =>
	`echo '{"Version":1,"AccessKeyId":"${temporaryId}","SecretAccessKey":"${key}","SessionToken":"FwoGZXIvYXdzEXAMPLE","Expiration":"${expiration}"}'`;
