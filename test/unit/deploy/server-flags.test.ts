// The flags that a later command needs to find the same server.
import {expect, it} from 'vitest';
import {serverFlags} from '../../../src/deploy/server-flags.ts';

const sourced = (value: string, source: string) => ({value, source});

it('names what was asked or set by a flag or a variable, and nothing that is so by itself', () => {
	const connection = {
		host: sourced('http://localhost:8080', 'asked'),
		context: sourced('dev cluster', '--context'),
		namespace: sourced('kubeflow', 'default'),
	};
	expect(serverFlags({}, connection)).toBe(" --host http://localhost:8080 --context 'dev cluster'");
	const known = {
		host: sourced('http://localhost:8080', 'KFP_WIZARD_HOST'),
		context: sourced('dev', 'detected: current context'),
		namespace: sourced('team-a', '--namespace'),
	};
	expect(serverFlags({project: sourced('demo', '--project')}, known)).toBe(
		' --project demo --host http://localhost:8080 --namespace team-a',
	);
});
