// The Python of the project.
import {ok, type Row} from '../row.ts';

export const python: Row = {
	id: 'python',
	title: 'Python',
	needs: [],
	link: 'https://docs.kedro.org/en/stable/getting-started/install/',
	probe: async machine => {
		const {version, interpreter} = await machine.python();
		return ok(`${version} (${interpreter.source})`);
	},
};
