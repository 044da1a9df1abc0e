// Environment variables, as a process has them.

export type Environment = Readonly<Record<string, string | undefined>>;

/** The login of Kubeflow, which no other program needs: it is removed from the environment of each. */
export const ownSecrets = {KFP_WIZARD_TOKEN: undefined, KFP_WIZARD_PASSWORD: undefined} satisfies Environment;
