// What one key of another deployer becomes in kfp.yml, or why it becomes nothing.
import type {YamlValue} from '../../fixes/yaml/set-values.ts';

export type Mapping = {
	/** The key in its own file: `run_config.resources.train.cpu`. */
	readonly key: string;
	readonly line?: number | undefined;
	/** The value in kfp.yml; `undefined` where there is none. */
	readonly to?: YamlValue;
	/** Why it does not map, or what is different about it. */
	readonly note?: string;
};

/** The keys of kfp.yml that a source file becomes. */
export type SourceFile = {
	/** Relative to the project. */
	readonly file: string;
	/** The environment whose kfp.yml gets the values. */
	readonly environment: string;
	readonly mappings: readonly Mapping[];
};
