// The metrics on the page, each with what it was the time before.
import type {Metric} from '../../schema/metric.ts';
import {changeText, metricTexts} from '../text/metric.ts';
import {escaped} from './html.ts';

export function metricsTable(metrics: readonly Metric[]): string {
	const hasBefore = metrics.some(({before}) => before !== undefined);
	const rows = metrics.map((metric, index) => {
		const {task, artifact, key, value, before} = metric;
		const last = metrics[index - 1];
		const isSame = last?.task === task && last.artifact === artifact;
		const [now = '', then = ''] = metricTexts(value, ...(before === undefined ? [] : [before]));
		const change = changeText(metric) ?? '';
		return (
			`<tr${isSame ? '' : ' class="first"'}><td>${isSame ? '' : `${escaped(task)} <small>${escaped(artifact)}</small>`}` +
			`<td>${escaped(key)}<td class="number"><b>${escaped(now)}</b>` +
			(hasBefore ? `<td class="number faint before">${escaped(then)}<td class="number change">${escaped(change)}` : '')
		);
	});
	return `<div class="wide"><table>
<thead><tr><th>Task<th>Metric<th class="number">Value${hasBefore ? '<th class="number before">Before<th class="number">Change' : ''}</thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}
