// Opens a page of Kubeflow in the user's browser, where there is one to look at it.
import {openUrl} from '../../system/open-url.ts';
import type {Context} from '../../ui/context.ts';
import type {Connection} from '../connection.ts';
import {compareLink, lastingLink, runLink} from './pages.ts';

/** The pages of runs: the links that last, and opening the page of one. */
export const runPages = (connection: Connection, context: Context) => ({
	pageOf: (runId: string) => lastingLink(connection, runId),
	comparePageOf: (runIds: readonly [string, string]) => compareLink(connection, runIds),
	openPage: (runId: string) => openPage(connection, runId, context),
});

/**
 * Opens the page of a run. Without a terminal nothing happens; where it cannot be opened, or would be gone
 * with kfp-wizard, a note says what to do.
 */
export async function openPage(connection: Connection, runId: string, context: Context): Promise<void> {
	const {ui, env, platform, isTerminal} = context;
	if (!isTerminal) return;
	const {uiUrl, uiCommand} = connection;
	const lasts = uiCommand === undefined || ui.interactive;
	if (uiUrl !== undefined && lasts) {
		const link = new URL(runLink(uiUrl, runId));
		if (await openUrl(link, {platform, env})) return;
		ui.emit({event: 'note', level: 'warning', step: 'run', message: `No browser was found. Open ${link.href}`});
		return;
	}
	const message = `The page needs a port-forward: run ${uiCommand ?? ''} and open ${lastingLink(connection, runId)}`;
	ui.emit({event: 'note', level: 'info', step: 'run', message});
}
