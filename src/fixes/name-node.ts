// Names for nodes, in the Python source.
import {proposedNames} from '../checks/rules/node/unnamed.ts';
import type {Fixer} from './fixer.ts';
import {nameCall} from './node-call.ts';

/** No fix for a call that makes several nodes: the user names those, or groups them. */
export const nameNode: Fixer = async (finding, {project, pipeline}) => {
	const node = pipeline.nodes.find(({name}) => name === finding.node);
	const name = node && proposedNames(pipeline, project.pipelines).get(node.name);
	const source = node?.call?.source;
	if (node?.call === undefined || node.call === null || !source || name === undefined) return undefined;
	const {file, line} = node.call;
	return {
		title: `Name the node ${name} in ${file}${line === null ? '' : `, line ${line}`}`,
		edits: [{file, change: text => (text === undefined ? '' : nameCall(text, source, name))}],
	};
};
