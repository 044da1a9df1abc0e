// Node names that are too long for the name of a task.
import type {Rule} from '../../rule.ts';

/** The longest task key; see `taskNames`. */
const limit = 100;

export const nameTooLong: Rule = {
	id: 'name/too-long',
	severity: 'info',
	title: 'A name is too long for a task',
	why: `Argo takes names of at most 121 characters. kfp-wizard cuts names of more than ${limit} and adds a hash, which makes the task harder to find.`,
	fix: 'Give the node a shorter name',
	check: ({graph, pipeline}) =>
		graph.tasks.flatMap(({key, nodes: [name, ...others]}) => {
			if (name === undefined || others.length > 0 || name.length <= limit) return [];
			return [
				{
					message: `The name ${name.slice(0, 40)}… has ${name.length} characters: its task is called ${key}`,
					fix: `Give the node a name of at most ${limit} characters, its namespace included`,
					location: pipeline.nodes.find(each => each.name === name)?.place,
					node: name,
				},
			];
		}),
};
