// The rules as a Markdown table, for the documentation.
import {imageRules} from './image-rules.ts';
import type {Rule} from './rule.ts';
import {rules} from './rules.ts';

export const ruleTable = (): string => table(rules);

/** The rules that look at a built image. */
export const imageRuleTable = (): string => table(imageRules);

function table(listed: readonly Pick<Rule, 'id' | 'severity' | 'title' | 'why' | 'fix'>[]): string {
	const rows = listed.map(({id, severity, title, why, fix}) => [`\`${id}\``, severity, title, why, fix]);
	return [['rule', 'severity', 'finds', 'why it matters', 'what to do'], ['---', '---', '---', '---', '---'], ...rows]
		.map(cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
		.join('\n');
}
