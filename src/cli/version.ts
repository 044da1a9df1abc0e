// The version of this program: a constant of the bundle, `0.0.0-source` when it runs from the sources.
declare global {
	var KFP_WIZARD_VERSION: string | undefined;
}

export const version = globalThis.KFP_WIZARD_VERSION ?? '0.0.0-source';
