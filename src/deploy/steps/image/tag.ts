// `--tag`: one more name for the image in the registry, beside the content tag that the deploy goes by.
import {formatReference, type Reference} from '../../../image/reference.ts';
import {addTag, readManifest} from '../../../image/registry/registry.ts';
import type {Change} from '../../../schema/plan.ts';
import type {Answer, Did} from '../../../options/options.ts';

export type TagPlan = {
	readonly changes: readonly Change[];
	readonly apply: (digest: string, did: Did) => Promise<void>;
};

/** `digest` is that of the image, where it is in the registry already. */
export async function planTag(
	reference: Reference,
	tag: Answer | undefined,
	digest: string | undefined,
	signal: AbortSignal,
): Promise<TagPlan> {
	if (tag === undefined) return {changes: [], apply: async () => {}};
	const named: Reference = {...reference, tag: tag.value, digest: null};
	const name = formatReference(named);
	const before = await readManifest(named, {env: process.env, signal});
	const same = before !== undefined && before.digest === digest;
	return {
		changes: [
			{action: same ? 'keep' : before === undefined ? 'create' : 'update', what: 'tag', name, detail: 'the same image'},
		],
		apply: async (made, did) => {
			if (before?.digest === made) return;
			await addTag({...reference, digest: made}, tag.value, {env: process.env, signal});
			did(`tagged ${name}`);
		},
	};
}
