// The JSON schema of kfp.yml, for editors.
import * as z from 'zod';
import {SettingsSchema} from './schema.ts';

type JsonSchema = {readonly [key: string]: unknown};

/** An interpolation such as `${globals:size}` may stand for a number, a word or a text of a certain form as well. */
const interpolation = {type: 'string', pattern: String.raw`\$\{.+\}`};

/** Of draft 2020-12. */
export function settingsJsonSchema(): JsonSchema {
	const schema = withInterpolations(z.toJSONSchema(SettingsSchema, {io: 'input'})) as JsonSchema;
	return {
		...schema,
		title: 'kfp.yml',
		description:
			'Settings of a deployment to Kubeflow Pipelines by kfp-wizard, in the configuration of a Kedro project',
		// Kedro leaves such keys out: they are there for anchors.
		patternProperties: {'^_': true},
	};
}

function withInterpolations(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(withInterpolations);
	if (typeof schema !== 'object' || schema === null) return schema;
	const {description, ...rest} = schema as JsonSchema;
	if (typeof rest['pattern'] === 'string') return {...schema, pattern: `${rest['pattern']}|${interpolation.pattern}`};
	const isLeaf = 'enum' in rest || 'const' in rest || ['integer', 'number', 'boolean'].includes(String(rest['type']));
	if (isLeaf) return {...(description === undefined ? {} : {description}), anyOf: [rest, interpolation]};
	return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withInterpolations(value)]));
}
