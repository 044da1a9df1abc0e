// This program as a package: its version, and the public addresses of its files.
declare global {
	var KFP_WIZARD_VERSION: string | undefined;
}

/** A constant of the bundle; `0.0.0-source` when it runs from the sources. */
export const version = globalThis.KFP_WIZARD_VERSION ?? '0.0.0-source';

/** The address of a file of the published package of this version. `path`: such as `docs/checks.md`. */
export const packageUrl = (path: string): string => `https://unpkg.com/kfp-wizard@${version}/${path}`;
