// The container engine that builds the image.
import {ok, type Row} from '../row.ts';

export const engine: Row = {
	id: 'engine',
	title: 'Engine',
	needs: [],
	link: 'https://docs.docker.com/get-docker/',
	probe: async machine => {
		const {name, version} = await machine.engine();
		return ok(`${name} ${version}`);
	},
};
