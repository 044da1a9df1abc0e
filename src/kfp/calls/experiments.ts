// The calls for experiments.
import {defined} from '../../system/defined.ts';
import {callApi, lookUp} from '../api-call.ts';
import {EmptyAnswer, Experiment, ExperimentPage} from '../schemas.ts';
import {api, type Connected, equals, pages, part, remove, same} from './call.ts';

export type ExperimentCalls = {
	readonly findExperiment: (name: string) => Promise<Experiment | undefined>;
	readonly getExperiment: (experimentId: string) => Promise<Experiment | undefined>;
	readonly listExperiments: () => Promise<readonly Experiment[]>;
	readonly createExperiment: (options: {readonly name: string; readonly description?: string}) => Promise<Experiment>;
	/** Archives its runs too and disables its recurring runs. The server does not report a missing experiment. */
	readonly archiveExperiment: (experimentId: string) => Promise<void>;
	/** Its runs stay. The server refuses it for the default experiment. */
	readonly deleteExperiment: (experimentId: string) => Promise<void>;
};

export const experimentCalls = ({server, namespace}: Connected): ExperimentCalls => ({
	findExperiment: async name => {
		const page = await callApi(server, {
			method: 'GET',
			path: `${api}/experiments`,
			query: {filter: equals('display_name', name), page_size: '10', namespace},
			schema: ExperimentPage,
			doing: `look up the experiment ${name}`,
		});
		return page.experiments.find(experiment => same(experiment.display_name, name));
	},
	getExperiment: async experimentId =>
		lookUp(server, {
			method: 'GET',
			path: `${api}/experiments/${part(experimentId)}`,
			schema: Experiment,
			doing: 'read the experiment',
		}),
	listExperiments: async () =>
		pages(async page_token => {
			const page = await callApi(server, {
				method: 'GET',
				path: `${api}/experiments`,
				query: {page_size: '100', namespace, page_token},
				schema: ExperimentPage,
				doing: 'list the experiments',
			});
			return {items: page.experiments, next: page.next_page_token};
		}),
	createExperiment: async ({name, description}) => {
		const json = {
			display_name: name,
			...defined({description, namespace}),
		};
		const doing = `create the experiment ${name}`;
		return callApi(server, {method: 'POST', path: `${api}/experiments`, json, schema: Experiment, doing});
	},
	archiveExperiment: async experimentId => {
		const path = `${api}/experiments/${part(experimentId)}:archive`;
		await callApi(server, {method: 'POST', path, schema: EmptyAnswer, doing: 'archive the experiment'});
	},
	deleteExperiment: async experimentId =>
		remove(server, `${api}/experiments/${part(experimentId)}`, 'delete the experiment'),
});
