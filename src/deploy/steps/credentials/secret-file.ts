// Where the tasks find the Secret with credentials.

/** `key`: the key of the Secret that holds the text of a credentials.yml. */
export type CredentialsSecret = {readonly name: string; readonly key: string};

export const standardKey = 'credentials.yml';

/** Below it no image has files, so the mount hides nothing. */
const folder = '/var/run/secrets/kfp-wizard/credentials';

export const mountOf = ({name}: CredentialsSecret): {readonly name: string; readonly path: string} => ({
	name,
	path: folder,
});

export const credentialsFile = ({key}: CredentialsSecret): string => `${folder}/${key}`;
