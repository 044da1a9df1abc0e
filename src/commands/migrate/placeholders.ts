// Placeholders in values of kubeflow.yaml, as kfp.yml has them.
import type {Exact} from '../../system/exact-values.ts';

export type Loader = {
	/** Kedro's TemplatedConfigLoader resolves `${name|default}`; OmegaConf refuses it. */
	readonly isTemplated: boolean;
	/** `settings.py` gives the loader the resolver `oc.env`. */
	readonly hasEnvironment: boolean;
};

/** From the text of `settings.py`. The loader that the plugin itself brings goes with the plugin. */
export const loaderOf = (code: string): Loader => ({
	isTemplated: /(?<!Env)TemplatedConfigLoader/.test(code),
	hasEnvironment: /["']oc\.env["']/.test(code),
});

const placeholder = /\$\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}/g;

/**
 * The text with the plugin's own placeholders as `oc.env`, and with the values of other keys of its file in place of
 * their names. Those of Kedro's loaders and of Jinja stay.
 * @param valueOf the value of another key of the same file
 */
export function converted(text: string, {isTemplated}: Loader, valueOf: (path: string) => Exact | undefined): string {
	if (isTemplated) return text;
	return text.replaceAll(placeholder, (_, name: string, fallback: string | undefined) => {
		const value = valueOf(name);
		if (typeof value === 'string') return value.includes('${') ? `\${${name}}` : value;
		if (value !== undefined && typeof value !== 'object') return String(value);
		const variable = `KEDRO_CONFIG_${name.toUpperCase().replaceAll('.', '_')}`;
		return `\${oc.env:${variable}${fallback === undefined ? '' : `,${fallback}`}}`;
	});
}

/** What a reader of the value has to know. */
export function placeholderNote(text: string, {isTemplated, hasEnvironment}: Loader): string | undefined {
	if (/\{\{.*\}\}/.test(text)) return 'Kedro replaces ${…} and not {{ … }}: write the value, or ${oc.env:NAME}';
	if (!isTemplated && !hasEnvironment && text.includes('${oc.env:'))
		return 'needs the resolver oc.env in CONFIG_LOADER_ARGS of settings.py: "custom_resolvers": {"oc.env": oc.env}';
	return undefined;
}

/** The text without a tag or a digest: `ghcr.io/acme/churn` of `ghcr.io/acme/churn:1.2`. */
export function repositoryOf(image: string): string {
	const masked = image.replaceAll(/\$\{[^{}]*\}|\{\{.*?\}\}/g, found => 'x'.repeat(found.length));
	const digest = masked.indexOf('@');
	const rest = digest < 0 ? masked : masked.slice(0, digest);
	const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
	return image.slice(0, colon < 0 ? rest.length : colon);
}
