// The kinds of values in kfp.yml. Each says what is wrong as the end of a sentence that begins with the key.
import * as z from 'zod';
import {parseReference} from '../../image/reference.ts';
import * as kubernetes from '../../kubernetes/names.ts';
import {wideCharacter} from '../../system/wide-characters.ts';

/** A text with a condition, which the JSON schema leaves out. */
const checkedText = (fits: (text: string) => boolean, problem: Problem) =>
	z.string().refine(fits, {error: ({input}) => (typeof problem === 'string' ? problem : problem(String(input)))});

/** What is wrong, or what says it of a text. */
type Problem = string | ((text: string) => string);

/** The pattern goes into the JSON schema. */
export const matching = (pattern: RegExp, problem: Problem) =>
	checkedText(text => pattern.test(text), problem).meta({pattern: pattern.source});

export const text = matching(/\S/, 'must not be empty');
/** What the database of Kubeflow can store. */
export const storedText = text.refine(value => !wideCharacter.test(value), {
	error: 'has a character that Kubeflow cannot store, such as an emoji',
});
export const label = matching(kubernetes.dnsLabel, 'must be lower-case letters, digits and "-"');
export const objectName = matching(
	kubernetes.objectName,
	'is not a valid name of a Kubernetes object: use lower-case letters, digits, "-" and "."',
);
/** With a tag or a digest: without them it would be `latest`, which changes. */
export const imageReference = checkedText(
	isReference,
	'is not an image with a tag or a digest, such as ghcr.io/acme/churn-gpu:1.4',
).meta({pattern: String.raw`(?::\w[\w.-]*|@sha256:[0-9a-f]+)$`});
export const variableName = matching(
	/^[A-Za-z_][A-Za-z0-9_]*$/,
	'is not a valid name of a variable: use letters, digits and "_"',
);
export const labelKey = matching(
	kubernetes.labelKey,
	'is not a valid label name: use at most 63 letters, digits, "-", "_" and ".", after an optional domain and "/"',
);
export const labelValue = matching(
	kubernetes.labelValue,
	'is not a valid label value: use at most 63 letters, digits, "-", "_" and "."',
);
export const webAddress = matching(/^https?:\/\/[^\s@]+$/, 'must be an address that begins with https:// or http://');
export const mountPath = matching(
	/^\/[^:]+$/,
	'must be an absolute path in the container, such as /home/kedro/project/conf/local',
);

/** With forward slashes, relative to the project and inside of it. */
export const projectFile = matching(
	/^(?![-])(?!(?:.*\/)?\.\.(?:\/|$))[^/\\\s][^\\\n]*$/,
	'must be a file of the project, such as requirements-gpu.txt',
);

/** Whole numbers are what people write for variables; other values must say by quotes what they are. */
export const variableValue = z.union([z.string(), z.int()], {error: 'must be a text: put it in quotes'});

const cpuProblem = 'is not a valid amount of CPU: write for example 500m or 2';
export const cpuQuantity = z.union([z.number().positive(), matching(/^(\d+(\.\d+)?|\.\d+)m?$/, cpuProblem)], {
	error: cpuProblem,
});
export const memoryQuantity = matching(
	/^\d+(\.\d+)?([kMGTPE]|[KMGTPE]i)$/,
	'is not a valid amount of memory: write a number with a unit, such as 512Mi or 2Gi',
);
export const timeSpan = matching(
	/^(?=.)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/,
	'is not a valid time: write for example 90s, 30m, 2h or 1h30m',
);

/** One quantity for request and limit, or each of them. */
export function amount<T extends z.ZodType>(quantity: T) {
	return z.union([quantity, z.strictObject({request: quantity.optional(), limit: quantity.optional()})]);
}

function isReference(text: string): boolean {
	try {
		const {tag, digest} = parseReference(text);
		return tag !== null || digest !== null;
	} catch {
		return false;
	}
}
