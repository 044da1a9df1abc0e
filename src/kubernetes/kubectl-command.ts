// A kubectl command that is printed: it names its cluster, since another context may be current where it is copied to.
import {quote} from '../system/text.ts';

type Target = {
	/** `undefined` where it is not known: then the current one. */
	readonly context: string | undefined;
	/** Left out for what is in no namespace, such as nodes. */
	readonly namespace?: string;
};

/** `words`: the rest as it is typed, quoted where it needs to be. */
export function kubectlCommand({context, namespace}: Target, words: string): string {
	const flags = {'--context': context, '--namespace': namespace};
	const target = Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, quote(value)]));
	return ['kubectl', ...target, words].join(' ');
}
