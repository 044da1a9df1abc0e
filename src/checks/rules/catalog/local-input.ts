// Local files that the pipeline starts from.
import {addition} from '../../catalog-entry.ts';
import {insideProject, locationOf} from '../../data-location.ts';
import {finding, list} from '../../finding.ts';
import {datasetOf, freeInputs, type FreeInput} from '../../data-flow.ts';
import type {Facts, Rule} from '../../rule.ts';

const id = 'catalog/local-input';

export const localInput: Rule = {
	id,
	severity: 'varies',
	title: 'The pipeline starts from a local file',
	why: 'A container has only what its image holds. A file that is not in the image is not there (error); one that is in it is frozen there.',
	fix: 'Put it on remote storage in the catalog of the environment',
	check: facts =>
		freeInputs(facts)
			.filter(({name}) => facts.kindOf(name) === 'local')
			.map(input => judge(input, facts)),
};

function judge({name, readers}: FreeInput, facts: Facts) {
	const dataset = datasetOf(facts, name);
	const path = locationOf(dataset)?.value ?? undefined;
	const inside = path === undefined ? undefined : insideProject(path, facts.project.root);
	const shipped = inside !== undefined && facts.imageHasFile(inside);
	const instead = shipped || inside === undefined ? '' : '; or let it into the image, with a line in .dockerignore';
	const reader = list(readers.map(node => node.name));
	return finding({
		rule: id,
		severity: shipped ? 'warning' : 'error',
		message: shipped
			? `${name} is read from ${inside}, which travels inside the image: other data needs another image`
			: `${name} is read from ${inside ?? path ?? 'a local path'}, which will not be in the image: ${reader} will fail for want of the file`,
		fix: `Upload the file and ${addition(facts.project, facts.environment, name, dataset)}${instead}`,
		place: dataset?.place ?? readers[0]?.place,
		node: readers[0]?.name,
		dataset: name,
	});
}
