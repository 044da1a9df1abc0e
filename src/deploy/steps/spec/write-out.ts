// Writes the spec to its file, or to stdout.
import {writeSpec} from '../../../pipeline-spec/write-spec.ts';
import type {Outcome} from '../../../schema/outcome.ts';
import type {Context} from '../../../ui/context.ts';

/** Where the spec goes. */
export type SpecFile = {readonly is: 'stdout'} | {readonly is: 'file'; readonly path: string};

export type SpecText = {readonly text: string; readonly hash: string; readonly tasks: number};

export async function writeOut(
	to: SpecFile,
	{text, hash, tasks}: SpecText,
	{stdout}: Pick<Context, 'stdout'>,
): Promise<NonNullable<Outcome['spec']>> {
	if (to.is === 'stdout') {
		stdout.write(text);
		return {path: '-', hash, tasks, action: 'created'};
	}
	return {path: to.path, hash, tasks, action: await writeSpec(to.path, text)};
}
