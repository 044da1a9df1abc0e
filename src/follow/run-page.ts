// A run on the cluster as one page of HTML.
import type {RunStatus} from '../schema/run-status.ts';
import {defined} from '../system/defined.ts';
import {localTime} from '../system/local-time.ts';
import {duration} from '../system/text.ts';
import {pageOf} from '../ui/page/page.ts';

export function runPage(status: RunStatus): string {
	const {
		name,
		state,
		outcome,
		url,
		seconds,
		created,
		predicted,
		lastGood,
		message,
		fix,
		timeline,
		tasks,
		metrics = [],
	} = status;
	return pageOf({
		title: name,
		state: outcome === 'cancelled' ? 'terminated' : state,
		tone: outcome ?? 'running',
		facts: [
			...(created === undefined ? [] : [{label: 'Started', value: localTime(new Date(created))}]),
			...(seconds === undefined ? [] : [{label: 'Took', value: duration(seconds * 1000)}]),
			...(predicted === undefined ? [] : [{label: 'Predicted', value: duration(predicted * 1000)}]),
			...(lastGood === undefined ? [] : [{label: 'Last good run took', value: duration(lastGood * 1000)}]),
			{label: 'In Kubeflow', value: url, link: url},
		],
		...defined({message, fix, timeline}),
		tasks,
		metrics,
		reports: [],
	});
}
