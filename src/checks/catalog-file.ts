// The catalog file of an environment that gets the entries which the cluster needs.
import type {Dataset, Project} from '../schema/project.ts';

/** Proposed as the name of a new environment, where the chosen one cannot hold these entries. */
export const newEnvironment = 'cluster';

/** Whether an environment can hold them: `local` never goes into an image, and the base is what runs on this machine. */
export const holdsClusterConfig = ({baseEnvironment}: Project, environment: string): boolean =>
	environment !== 'local' && environment !== baseEnvironment;

/** The file that has the entry of the environment, or gets it; `undefined` where the environment must not have it. */
export function catalogFile(project: Project, environment: string, dataset: Dataset | undefined): string | undefined {
	if (!holdsClusterConfig(project, environment)) return undefined;
	const folder = `${project.confSource}/${environment}/`;
	if (dataset?.place?.file.startsWith(folder) === true) return dataset.place.file;
	const present = project.environmentFiles.filter(({kind}) => kind === 'catalog').map(({file}) => file);
	const wanted = [`${folder}catalog.yml`, `${folder}catalog.yaml`];
	return wanted.find(file => present.includes(file)) ?? wanted[0];
}

/** The same for advice: `conf/<environment>/catalog.yml` where another environment has to be chosen first. */
export const catalogFileOrPlaceholder = (project: Project, environment: string, dataset?: Dataset): string =>
	catalogFile(project, environment, dataset) ?? `${project.confSource}/<environment>/catalog.yml`;

/** The credentials file beside it. */
export const credentialsFile = (project: Project, environment: string): string => {
	const folder = holdsClusterConfig(project, environment) ? environment : '<environment>';
	return `${project.confSource}/${folder}/credentials.yml`;
};
