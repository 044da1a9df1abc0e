// Keys that were found or typed on this machine, for the Secret of the tasks.
import type {AwsCredentials} from '../../../aws/credentials.ts';

/** `owner`: whom or what the keys belong to, such as the e-mail address of a service account; never a secret. */
export type FoundKeys = AwsCredentials & {readonly owner?: string};

/** All of them in one Secret. */
export function together([first, ...rest]: readonly FoundKeys[]): FoundKeys | undefined {
	return rest.reduce<FoundKeys | undefined>(
		(one, other) =>
			one && {
				...one,
				values: {...one.values, ...other.values},
				source: `${one.source}, ${other.source}`,
				warnings: [...one.warnings, ...other.warnings],
				...(other.expiresAt === undefined ? {} : {expiresAt: one.expiresAt ?? other.expiresAt}),
			},
		first,
	);
}
