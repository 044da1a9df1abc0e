// The kernel ended the container because it used more memory than its limit.
import {type Cause, matchIn, nodeSetting, textsOf} from './cause.ts';

export const outOfMemory: Cause = {
	id: 'out-of-memory',
	find: trouble => {
		const killed = trouble.pods.flatMap(pod =>
			pod.statuses
				.filter(({state, lastState}) =>
					[state, lastState].some(one => one.terminated?.reason === 'OOMKilled' && one.terminated.exitCode !== 0),
				)
				.map(({name}) => pod.containers.find(container => container.name === name)?.resources.limits['memory']),
		);
		if (killed.length === 0 && matchIn(textsOf(trouble), /OOMKilled \(exit code (?!0\))/) === undefined)
			return undefined;
		const limit = killed.find(one => one !== undefined);
		return {
			message: `The task used more memory than it may${limit === undefined ? '' : ` (limit ${limit})`} and was ended (OOMKilled)`,
			fix: [nodeSetting(trouble, `memory: ${limit === undefined ? 'MORE' : (doubled(limit) ?? 'MORE')}`)],
		};
	},
};

/** `32Mi` → `64Mi` */
function doubled(quantity: string): string | undefined {
	const [, number, unit = ''] = /^(\d+)([A-Za-z]*)$/.exec(quantity) ?? [];
	return number === undefined ? undefined : `${Number(number) * 2}${unit}`;
}
