// What comes after a deploy: the commands that exist for it, with the flags that find what this deploy has made.
import type {Outcome} from '../schema/outcome.ts';
import {quote} from '../system/text.ts';
import {type Answer, givenText} from '../options/options.ts';
import type {Chosen} from './choose.ts';

/** In the order in which they are likely to be wanted. */
export function nextCommands(chosen: Chosen): NonNullable<Outcome['next']> {
	const {remote, rehearsal, spec} = chosen;
	return [
		...(rehearsal === undefined && spec.path.value !== '-'
			? [
					{
						command: `npx kfp-wizard rehearse${specArgument(chosen)}${flagsOf(rehearseFlags(chosen))}`,
						when: 'to run the spec on this machine',
					},
				]
			: []),
		{
			command: `npx kfp-wizard teardown${flagsOf(teardownFlags(chosen))}`,
			when: remote === undefined ? 'to remove the spec' : 'to remove what this deploy made',
		},
	];
}

/** Where it is not where a rehearsal looks for it. */
const specArgument = ({spec: {path}}: Chosen): string => (path.source === 'default' ? '' : ` ${quote(path.value)}`);

type Flags = readonly (readonly [flag: string, answer: Answer | undefined])[];

const flagsOf = (flags: Flags): string =>
	flags.map(([flag, answer]) => (answer === undefined ? '' : ` ${flag} ${quote(answer.value)}`)).join('');

/** The current folder says which project it is, unless a flag did. */
const common = ({given}: Chosen): Flags => [['--project', givenText(given, 'project')]];

function rehearseFlags(chosen: Chosen): Flags {
	return [...common(chosen), ['--python', givenText(chosen.given, 'python')]];
}

function teardownFlags(chosen: Chosen): Flags {
	const {given, remote, selection} = chosen;
	const {env, pipeline} = selection.answers;
	const secret = givenText(given, 'secret');
	const shared: Flags = [...common(chosen), ['--spec', givenText(given, 'spec')]];
	if (remote === undefined) return shared;
	const byName = givenText(given, 'kfp_name');
	return [
		...shared,
		...(byName === undefined
			? ([
					['--env', env],
					['--pipeline', pipeline.value === '__default__' ? undefined : pipeline],
				] as const)
			: ([['--kfp-name', byName]] as const)),
		['--host', remote.host],
		['--context', remote.context?.source.startsWith('detected') === true ? undefined : remote.context],
		['--namespace', remote.namespace.source === 'default' ? undefined : remote.namespace],
		['--secret', secret],
	];
}
