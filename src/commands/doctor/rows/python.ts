// The Python of the project.
import {hasCode, withDetails} from '../../../system/errors.ts';
import {installCommand} from '../system.ts';
import {ok, type Row} from '../row.ts';

export const python: Row = {
	id: 'python',
	title: 'Python',
	needs: [],
	link: 'https://docs.kedro.org/en/stable/getting-started/install/',
	probe: async machine => {
		try {
			const {version, interpreter} = await machine.python();
			return ok(`${version} (${interpreter.source})`);
		} catch (error) {
			if (!hasCode(error, 'PYTHON_MISSING') || machine.options.python !== undefined) throw error;
			throw withDetails(error, {next: [...installCommand('python', await machine.manager()), ...error.next]});
		}
	},
};
