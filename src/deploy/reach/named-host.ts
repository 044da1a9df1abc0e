// Where Kubeflow Pipelines is, as options and variables say it, without a question.
import type {Options, Sourced} from '../../options/options.ts';
import type {Environment} from '../../system/environment.ts';

/** The host that an option names, or the variable of the KFP SDK. */
export function namedHost({host}: Options, env: Environment): Sourced | undefined {
	if (host !== undefined) return host;
	const value = env['KF_PIPELINES_ENDPOINT'] ?? '';
	return value === '' ? undefined : {value, source: 'KF_PIPELINES_ENDPOINT'};
}
