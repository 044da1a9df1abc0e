// Opens the report of a rehearsal in the user's browser.
import {openFile} from '../system/open-url.ts';
import {tidyPath} from '../system/files.ts';
import type {Context} from '../ui/context.ts';

/** Where no browser is found, a note says which file to open. Without a terminal nothing happens. */
export async function openReport(path: string, {ui, env, platform, isTerminal}: Context): Promise<void> {
	if (!isTerminal || (await openFile(path, {platform, env}))) return;
	const message = `No browser was found. Open ${tidyPath(path)}`;
	ui.emit({event: 'note', level: 'warning', step: 'rehearsal', message});
}
