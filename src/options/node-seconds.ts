// How long nodes run: `--node-seconds NODE=SECONDS`, and `node_seconds` in kfp.yml.
import type {Project} from '../schema/project.ts';
import {WizardError} from '../system/errors.ts';
import {asHint, meant} from '../system/nearest.ts';
import {cleanLine} from '../system/text.ts';
import {assumedSeconds, type SecondsOf} from '../tasks/predicted-time.ts';
import {nodeAndSeconds} from './catalog/node-and-seconds.ts';
import {otherList} from './corrections.ts';
import {isFromSettings, type Options} from './options.ts';
import {bad} from './params.ts';

type Given = Pick<Options, 'nodeSeconds'>;

/** Seconds by the name of the node. @throws WizardError `usage` for what is not `NODE=SECONDS`. */
export function readNodeSeconds({nodeSeconds}: Given): ReadonlyMap<string, number> {
	const {value, source} = nodeSeconds ?? {value: [], source: ''};
	return new Map(
		value.map(text => {
			const [node, seconds] = nodeAndSeconds(text);
			if (node === '' || !/^[1-9]\d{0,7}$/.test(seconds))
				throw bad(
					`${source}: write NODE=SECONDS with whole seconds, such as train=40`,
					otherList('nodeSeconds', nodeSeconds, one => (one === text ? `${node || 'NODE'}=SECONDS` : one)),
				);
			return [node, Number(seconds)] as const;
		}),
	);
}

/**
 * The seconds of each node of the project, one where nothing is known.
 * @throws WizardError `usage` as `readNodeSeconds`, and for a node that no pipeline has. Those of kfp.yml alone are a finding.
 */
export function secondsOfNodes(project: Pick<Project, 'pipelines'>, options: Given): SecondsOf {
	const seconds = readNodeSeconds(options);
	const known = new Set(project.pipelines.flatMap(({nodes}) => nodes.map(({name}) => name)));
	const unknown = [...seconds.keys()].find(name => !known.has(name));
	const source = options.nodeSeconds?.source ?? '';
	if (unknown !== undefined && !isFromSettings(source)) throw unknownNode(unknown, [...known], options);
	return node => seconds.get(node) ?? assumedSeconds;
}

function unknownNode(name: string, known: readonly string[], {nodeSeconds}: Given): WizardError {
	const near = meant(name, known);
	const right = otherList('nodeSeconds', nodeSeconds, text =>
		nodeAndSeconds(text)[0] === name && near !== undefined ? near + text.slice(name.length) : text,
	);
	return new WizardError(
		'usage',
		`There is no node "${cleanLine(name)}" (${nodeSeconds?.source ?? ''})${asHint(near)}`,
		{
			code: 'UNKNOWN_NAME',
			next: near === undefined ? [{command: 'kfp-wizard describe', when: 'to list the nodes of the project'}] : right,
		},
	);
}
