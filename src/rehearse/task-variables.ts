// The environment variables of a task, as its container has them: those of the spec and those of the Secret.
import {type AwsCredentials, findCredentials} from '../aws/credentials.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';
import {defined} from '../system/defined.ts';
import {Sensitive} from '../system/secrets.ts';

export type Variables = {
	readonly plain: Readonly<Record<string, string>>;
	readonly secret: Readonly<Record<string, Sensitive>>;
};

/** The content of the Secrets of a spec, by key, as far as it is known on this machine. */
export type Secrets = {
	readonly values: Readonly<Record<string, Sensitive>>;
	readonly warnings: readonly string[];
};

/** Where AWS keys come from: `keys` where they are known already, else the environment or the profile. */
export type CredentialSource = {
	readonly env: NodeJS.ProcessEnv;
	readonly platform: NodeJS.Platform;
	readonly profile: string | undefined;
	readonly keys: AwsCredentials | undefined;
	readonly signal?: AbortSignal;
};

/**
 * The AWS keys that a deploy would write into the Secret, if any task uses one.
 * @throws WizardError as `findCredentials` does.
 */
export async function readSecrets(
	executions: readonly Execution[],
	{env, platform, profile, keys, signal}: CredentialSource,
): Promise<Secrets> {
	const wanted = [...new Set(executions.flatMap(({secretEnv}) => secretEnv.map(({key}) => key)))];
	if (wanted.length === 0) return {values: {}, warnings: []};
	const found = keys ?? (await findCredentials({env, platform, ...defined({profile, signal})}));
	// Keys of other storages are in the variables of the same names.
	const here = wanted.flatMap(key => {
		const value = env[key] ?? '';
		return value === '' || key.startsWith('AWS_') ? [] : [[key, new Sensitive(value)] as const];
	});
	const values = {...Object.fromEntries(here), ...found?.values};
	const missing = wanted.filter(key => values[key] === undefined);
	return {
		values,
		warnings: [
			...(found?.warnings ?? []),
			...(missing.length === 0
				? []
				: [
						`The Secret's ${missing.join(', ')} is not available on this machine: the tasks run without it (on the cluster they would wait for it)`,
					]),
		],
	};
}

export function variablesOf({env, secretEnv}: Execution, {values}: Secrets): Variables {
	const known = secretEnv.flatMap(({name, key}) => {
		const value = values[key];
		return value === undefined ? [] : [[name, value] as const];
	});
	return {plain: env, secret: Object.fromEntries(known)};
}

/** The values themselves, for the environment of the task's process. */
export const revealed = ({secret}: Variables): Readonly<Record<string, string>> =>
	Object.fromEntries(Object.entries(secret).map(([name, value]) => [name, value.reveal()]));
