// The metrics on the page, by the task that wrote them, each with what it was the time before.
import type {Metric} from '../../schema/metric.ts';
import {changeText, metricTexts} from '../text/metric.ts';
import {escaped} from './html.ts';

export function metricsTable(metrics: readonly Metric[]): string {
	const hasBefore = metrics.some(({before}) => before !== undefined);
	const titles = ['Metric', 'Value', ...(hasBefore ? ['Before', 'Change'] : [])];
	const rows = metrics.flatMap((metric, index) => {
		const {task, artifact, key, value, before} = metric;
		const last = metrics[index - 1];
		const isSame = last?.task === task && last.artifact === artifact;
		const [now = '', then = ''] = metricTexts(value, before);
		const group = `<tr class="group"><th colspan="${titles.length}">${escaped(task)} <small>${escaped(artifact)}</small>`;
		const cells = hasBefore
			? `<td class="number faint">${escaped(then)}<td class="number">${escaped(changeText(metric) ?? '')}`
			: '';
		return [...(isSame ? [] : [group]), `<tr><td>${escaped(key)}<td class="number"><b>${escaped(now)}</b>${cells}`];
	});
	return `<div class="wide"><table>
<thead><tr>${titles.map((title, index) => `<th${index === 0 ? '' : ' class="number"'}>${title}`).join('')}</thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}
