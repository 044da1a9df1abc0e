// The driver or the launcher of Kubeflow failed before the task's own code ran.
import {type Cause, kubectl, matchIn, textsOf} from './cause.ts';

export const driverFailed: Cause = {
	id: 'driver-failed',
	find: trouble => {
		const {part, pods, log} = trouble;
		const broken = pods.find(({initStatuses}) =>
			initStatuses.some(({state}) => (state.terminated?.exitCode ?? 0) !== 0),
		);
		const fatal = matchIn(log, /^F\d{4} .*?\] (.+)$/)?.[1];
		const ended = part === 'driver' && pods.some(({phase}) => phase === 'Failed');
		const argo =
			part === 'driver'
				? matchIn(textsOf(trouble), /(?:main|wait|init): Error \(exit code \d+\):? ?(.*)$/)?.[1]
				: undefined;
		const launcher =
			fatal !== undefined &&
			/failed to create component launcher|failed to (?:prepare|download)|KFP driver/.test(fatal);
		if (!ended && broken === undefined && argo === undefined && !launcher) return undefined;
		const program = part === 'driver' ? 'driver' : 'launcher';
		const reason = fatal ?? argo ?? '';
		const mlmd =
			/metadata-grpc|mlmd|ml-metadata|MetadataStore/i.test([reason, ...log].join('\n')) &&
			/refused|unavailable|deadline|no such host/i.test(reason);
		return {
			message: mlmd
				? `Kubeflow's ${program} does not reach ML Metadata (metadata-grpc-service): ${reason}`
				: `Kubeflow's ${program} failed before the task's own code ran${reason === '' ? '' : `: ${reason}`}`,
			fix: [
				mlmd
					? kubectl(trouble, 'rollout status deployment/metadata-grpc-deployment')
					: kubectl(trouble, `logs ${(broken ?? pods[0])?.name ?? 'POD'} --all-containers --tail=50`),
				`kfp-wizard retry ${trouble.run}  (once it is fixed)`,
			],
		};
	},
};
