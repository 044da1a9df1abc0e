// Opens the place of a finding in the user's editor.
import {editorCommand} from '../../../system/editor.ts';
import {hasCode} from '../../../system/errors.ts';
import {runInForeground} from '../../../system/foreground.ts';
import type {Context} from '../../../ui/context.ts';

/** Opens the file in the user's editor, which has the terminal meanwhile. Without an editor a note says so. */
export async function openEditor(
	{path, line}: {readonly path: string; readonly line: number | undefined},
	{ui, env, platform}: Pick<Context, 'ui' | 'env' | 'platform'>,
): Promise<void> {
	const command = editorCommand({path, line}, env, platform);
	await ui
		.lend?.(async () => (await runInForeground([command], env)) === 0)
		.catch((error: unknown) => {
			if (!hasCode(error, 'TOOL_MISSING')) throw error;
			const message = `The editor ${command[0]} is not installed: set EDITOR, for example to nano`;
			ui.emit({event: 'note', level: 'warning', step: 'checks', message});
		});
}
