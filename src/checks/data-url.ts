// The URL below which fixes put data (`--data`) where the project already uses one.
import {dataUrlProblem} from '../kedro/data-url.ts';
import {locationOf} from '../kedro/datasets.ts';
import type {Project} from '../schema/project.ts';
import {byCodeUnit} from '../system/order.ts';

/** What the remote locations of the project have in common, up to its layers: `s3://tide/demo`; `undefined` without any. */
export function defaultDataUrl(project: Project): string | undefined {
	if (!defaults.has(project)) defaults.set(project, commonUrl(project));
	return defaults.get(project);
}

/** Each of thousands of findings asks for it. */
const defaults = new WeakMap<Project, string | undefined>();

function commonUrl(project: Project): string | undefined {
	const locations = project.datasets
		.map(dataset => /^([a-z\d]+:\/\/[^/]+)\/(.+)$/.exec(locationOf(dataset) ?? ''))
		.flatMap(found => (found?.[1] !== undefined && found[2] !== undefined ? [{bucket: found[1], path: found[2]}] : []))
		.filter(({bucket}) => dataUrlProblem(bucket) === undefined);
	const buckets = locations.map(({bucket}) => bucket);
	const uses = (name: string): number => buckets.filter(other => other === name).length;
	const [most] = [...new Set(buckets)].sort((a, b) => uses(b) - uses(a) || byCodeUnit(a, b));
	if (most === undefined) return undefined;
	const folders = locations.filter(({bucket}) => bucket === most).map(({path}) => foldersAboveLayers(path));
	const [first = []] = folders;
	const differs = first.findIndex((part, index) => folders.some(folder => part !== folder[index]));
	return [most, ...(differs < 0 ? first : first.slice(0, differs))].join('/');
}

/** Folders of a path above `01_raw`, `02_intermediate` and the like, and above the file itself. */
function foldersAboveLayers(path: string): readonly string[] {
	const folders = path.split('/').slice(0, -1);
	const layer = folders.findIndex(part => /^\d+_|^data$/.test(part));
	return layer < 0 ? folders : folders.slice(0, layer);
}
