// The rules as a Markdown table, for the documentation.
import {rules} from './rules.ts';

export function ruleTable(): string {
	const rows = rules.map(({id, severity, title, why, fix}) => [`\`${id}\``, severity, title, why, fix]);
	return [['rule', 'severity', 'finds', 'why it matters', 'what to do'], ['---', '---', '---', '---', '---'], ...rows]
		.map(cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
		.join('\n');
}
