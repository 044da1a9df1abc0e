// The variables of a task as its container would have them: those of the spec, and what the Secret would give.
import {type AwsCredentials, findCredentials} from '../aws/credentials.ts';
import type {Execution} from '../pipeline-spec/read-spec.ts';
import type {Sensitive} from '../system/secrets.ts';

export type Variables = {
	readonly plain: Readonly<Record<string, string>>;
	readonly secret: Readonly<Record<string, Sensitive>>;
};

/** What the Secrets of a spec would hold, by key, as far as it can be had here. */
export type Secrets = {
	readonly values: Readonly<Record<string, Sensitive>>;
	readonly warnings: readonly string[];
};

/**
 * The AWS keys that a deploy would put into the Secret, if any task asks for one: `keys` where they are known already.
 * @throws WizardError as `findCredentials` does.
 */
export async function readSecrets(
	executions: readonly Execution[],
	profile: string | undefined,
	keys?: AwsCredentials,
): Promise<Secrets> {
	const wanted = [...new Set(executions.flatMap(({secretEnv}) => secretEnv.map(({key}) => key)))];
	if (wanted.length === 0) return {values: {}, warnings: []};
	const found =
		keys ??
		(await findCredentials({
			env: process.env,
			platform: process.platform,
			...(profile === undefined ? {} : {profile}),
		}));
	const values = found?.values ?? {};
	const missing = wanted.filter(key => values[key] === undefined);
	return {
		values,
		warnings: [
			...(found?.warnings ?? []),
			...(missing.length === 0
				? []
				: [
						`The Secret's ${missing.join(', ')} cannot be had here: the tasks run without (on the cluster they would wait)`,
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

/** For the environment of the one process that is meant to have them. */
export const revealed = ({secret}: Variables): Readonly<Record<string, string>> =>
	Object.fromEntries(Object.entries(secret).map(([name, value]) => [name, value.reveal()]));
