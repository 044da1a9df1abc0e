// Node names that are too long to be the name of a task.
import {finding} from '../../finding.ts';
import type {Rule} from '../../rule.ts';

const id = 'name/too-long';

/** The longest task key; see `taskNames`. */
const limit = 100;

export const nameLong: Rule = {
	id,
	severity: 'info',
	title: 'A name is too long for a task',
	why: `Argo takes names of 121 characters. Longer ones than ${limit} are cut, with a hash at the end, which makes the task harder to find.`,
	fix: 'Give the node a shorter name',
	check: ({graph, pipeline}) =>
		graph.tasks.flatMap(({key, nodes: [name, ...others]}) => {
			if (name === undefined || others.length > 0 || name.length <= limit) return [];
			const node = pipeline.nodes.find(each => each.name === name);
			return [
				finding({
					rule: id,
					severity: 'info',
					message: `The name ${name.slice(0, 40)}… has ${name.length} characters: its task is called ${key}`,
					fix: `Give the node a name of at most ${limit} characters, its namespace included`,
					place: node?.place,
					node: name,
				}),
			];
		}),
};
