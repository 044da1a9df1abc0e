// What is read back of a spec: once for one text, since it is the same each time.
import * as z from 'zod';
import {outlineOfDocuments} from '../../../kfp/spec-outline.ts';
import {readSpecWith} from '../../../pipeline-spec/read-spec.ts';
import {sha256} from '../../../system/digest.ts';
import type {KeptAnswers} from '../../../system/kept-answers.ts';
import {version} from '../../../system/own-package.ts';

const SpecReading = z
	.object({
		name: z.string(),
		tasks: z.number(),
		hasPlatform: z.boolean(),
		outline: z.object({tasks: z.array(z.string()).readonly(), platform: z.boolean()}).readonly(),
	})
	.readonly();
export type SpecReading = z.infer<typeof SpecReading>;

export type SpecReadings = {
	/** @throws WizardError as of `readSpec`: this is what keeps a wrong spec from being uploaded. */
	readonly of: (text: string) => SpecReading;
	/** Keeps what was read for later commands. */
	readonly keep: () => Promise<void>;
};

/** Characters of a spec whose reading is kept. */
const largest = 1024 * 1024;

/** `kept`: `undefined` where nothing of earlier commands is used. */
export function specReadings(kept: KeptAnswers | undefined): SpecReadings {
	const read = new Map<string, SpecReading>();
	return {
		of: text => {
			const key = sha256(JSON.stringify([version, text]));
			const before = kept?.find(key, SpecReading);
			if (before !== undefined) return before;
			const {summary, documents} = readSpecWith(text);
			const {name, tasks, hasPlatform} = summary;
			const reading = {name, tasks, hasPlatform, outline: outlineOfDocuments(documents)};
			if (text.length <= largest) read.set(key, reading);
			return reading;
		},
		keep: async () => {
			for (const [key, reading] of read) await kept?.keep(key, reading);
			read.clear();
		},
	};
}
