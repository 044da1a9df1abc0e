// `--tag`: an additional name for the image in the registry, beside the content tag that a deploy uses.
import {formatReference, type Reference} from '../../../image/reference.ts';
import {addTag, readDigest} from '../../../image/registry/registry.ts';
import type {RegistryOptions} from '../../../image/registry/session.ts';
import type {Change} from '../../../schema/plan.ts';
import type {Work} from '../../step.ts';

/** The tag, and the digest of the image that it names now. */
export type Tag = {readonly tag: string; readonly reference: Reference; readonly digest: string | undefined};

export async function readTag(
	reference: Reference,
	tag: string | undefined,
	options: RegistryOptions,
): Promise<Tag | undefined> {
	if (tag === undefined) return undefined;
	const named: Reference = {...reference, tag, digest: null};
	return {tag, reference: named, digest: await readDigest(named, options)};
}

/** `digest` is that of the image, where it is in the registry already. */
export function tagChanges(tag: Tag | undefined, digest: string | undefined): readonly Change[] {
	if (tag === undefined) return [];
	const same = tag.digest !== undefined && tag.digest === digest;
	const action = same ? 'keep' : tag.digest === undefined ? 'create' : 'update';
	return [{action, what: 'tag', name: formatReference(tag.reference), detail: 'the same image'}];
}

export async function applyTag(tag: Tag | undefined, digest: string, {ui, env, changed}: Work): Promise<void> {
	if (tag === undefined || tag.digest === digest) return;
	await addTag({...tag.reference, digest}, tag.tag, {env, signal: ui.signal});
	changed(`tagged ${formatReference(tag.reference)}`);
}
