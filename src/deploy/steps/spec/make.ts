// Makes the pipeline spec of a selection for an image, and reads it back with kfp-wizard's own parser.
import {argoWorkflow} from '../../../pipeline-spec/argo/argo-workflow.ts';
import {pipelineSpec} from '../../../pipeline-spec/kfp/pipeline-spec.ts';
import {specHash} from '../../../pipeline-spec/write-spec.ts';
import {unsafe} from '../../../pipeline-spec/unsafe-text.ts';
import {otherList} from '../../../options/corrections.ts';
import {keyAndValue} from '../../../options/key-and-value.ts';
import type {Options} from '../../../options/options.ts';
import {defined} from '../../../system/defined.ts';
import {hasCode, withDetails} from '../../../system/errors.ts';
import {sortedEntries} from '../../../system/order.ts';
import {specInputOf, type SpecParts} from './input.ts';
import {type SpecReading, type SpecReadings, specReadings} from './readings.ts';
import type {TaskImages} from './task-images.ts';

export type Spec = SpecReading & {
	readonly text: string;
	readonly hash: string;
	/** What the pods run as; `undefined` where the server decides. */
	readonly serviceAccount?: string;
};

/**
 * `image`: a reference, by digest where it is known. `taskImages`: those of tasks with requirements of their own, by the file.
 * @throws WizardError for what no spec can express.
 */
export type MakeSpec = (image: string, taskImages?: TaskImages) => Spec;

export function specMaker(parts: SpecParts, readings: SpecReadings = specReadings(undefined)): MakeSpec {
	const inputOf = specInputOf(parts);
	// The plan makes it for the same image as the work: of thousands of tasks that takes seconds.
	let last: {readonly key: string; readonly spec: Spec} | undefined;
	return (image, taskImages = {}) => {
		const key = JSON.stringify([image, sortedEntries(taskImages)]);
		if (last?.key === key) return last.spec;
		const input = inputOf(image, taskImages);
		const text = corrected(parts.options, () => (parts.isArgo ? argoWorkflow(input) : pipelineSpec(input)));
		const serviceAccount = parts.options.serviceAccount?.value;
		const spec = {text, hash: specHash(text), ...readings.of(text), ...defined({serviceAccount})};
		last = {key, spec};
		return spec;
	};
}

/** What is wrong with a variable of `--env-var` is corrected there. @throws WizardError of the work. */
function corrected({envVar}: Options, work: () => string): string {
	try {
		return work();
	} catch (error) {
		if (!hasCode(error, 'UNSAFE_VALUE', 'VARIABLE_TWICE')) throw error;
		const change = (text: string): string | undefined => {
			const [name, value] = keyAndValue(text);
			if (error.code === 'VARIABLE_TWICE') return error.message.includes(` ${name} is `) ? undefined : text;
			return unsafe(value) === undefined ? text : `${name}=VALUE`;
		};
		const isOther = envVar?.value.some(text => change(text) !== text) === true;
		throw withDetails(error, {next: [...(isOther ? otherList('envVar', envVar, change) : []), ...error.next]});
	}
}
