// Local files that the pipeline starts from.
import {locationOf} from '../../../kedro/datasets.ts';
import {datasetOf, type FreeInput, freeInputs, passedPaths} from '../../data-flow.ts';
import {folderOfPattern, pathInProject} from '../../data-location.ts';
import type {Facts} from '../../facts.ts';
import {inclusion} from '../../ignore-pattern.ts';
import {entryAdvice} from '../../remote-entry.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {list, nodesRead} from '../../wording.ts';

export const catalogLocalInput: Rule = {
	id: 'catalog/local-input',
	severity: 'varies',
	title: 'The pipeline starts from a local file',
	why: 'A container has only the files of its image. A file that is not in the image is missing there (error); a file in the image changes only with the image (warning).',
	fix: 'Move it to remote storage in the catalog of the environment',
	check: facts => {
		const madeHere = new Set(passedPaths(facts).map(({read}) => read.name));
		return freeInputs(facts)
			.filter(({name}) => facts.kindOf(name) === 'local' && !madeHere.has(name))
			.map(input => judge(input, facts));
	},
};

function judge({name, readers}: FreeInput, facts: Facts): RatedProblem {
	const dataset = datasetOf(facts, name);
	const path = locationOf(dataset) ?? undefined;
	const inside = path === undefined ? undefined : pathInProject(path, facts.project.root);
	const included = inside === undefined ? undefined : (folderOfPattern(inside) ?? inside);
	const isInImage = included !== undefined && facts.imageHasFile(included);
	const include =
		isInImage || included === undefined
			? ''
			: `; or include it in the image with the line ${inclusion(included)} in .dockerignore`;
	const reader = list(readers.map(node => node.name));
	return {
		severity: isInImage ? 'warning' : 'error',
		message: isInImage
			? `${nodesRead(readers)} ${name} from ${inside}, which is inside the image: new data needs a new image`
			: `${nodesRead(readers)} ${name} from ${inside ?? path ?? 'a local path'}, which will not be in the image: ${reader} will fail because the file is missing`,
		fix: `Upload the file and ${entryAdvice(facts, name, dataset)}${include}`,
		location: dataset?.place ?? readers[0]?.place,
		node: readers[0]?.name,
		dataset: name,
	};
}
