// The reports of tasks on the page: each in a frame whose content cannot reach the page.
import {escaped} from './html.ts';
import {markdownPage} from './markdown.ts';

export type Report = {
	/** The title of the task that wrote it. */
	readonly task: string;
	readonly dataset: string;
	readonly kind: 'html' | 'markdown';
	readonly text: string;
};

/** A plot draws itself by a script; a page without one gets none. */
export const hasScripts = ({kind, text}: Report): boolean => kind === 'html' && /<script/i.test(text);

export const reportFrames = (reports: readonly Report[]): string =>
	reports.map(report => `<figure><figcaption>${caption(report)}</figcaption>${bodyOf(report)}</figure>`).join('\n');

const caption = ({task, dataset}: Report): string => `<b>${escaped(dataset)}</b> <small>${escaped(task)}</small>`;

function bodyOf(report: Report): string {
	const isMarkdown = report.kind === 'markdown';
	// Without allow-same-origin its scripts are of no origin: they see neither this page nor anything stored.
	const rights = hasScripts(report) ? 'allow-scripts' : '';
	const page = isMarkdown ? markdownPage(report.text) : report.text;
	const own = isMarkdown ? ' class="own"' : '';
	return `<iframe sandbox="${rights}"${own} title="${escaped(report.dataset)}" loading="lazy" referrerpolicy="no-referrer" srcdoc="${escaped(page)}"></iframe>`;
}
