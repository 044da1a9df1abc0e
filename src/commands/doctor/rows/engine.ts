// The container engine that builds the image.
import {hasCode, withDetails} from '../../../system/errors.ts';
import {installCommand} from '../system.ts';
import {ok, type Row} from '../row.ts';

export const engine: Row = {
	id: 'engine',
	title: 'Engine',
	needs: [],
	link: 'https://docs.docker.com/get-docker/',
	probe: async machine => {
		try {
			const {name, version} = await machine.engine();
			return ok(`${name} ${version}`);
		} catch (error) {
			if (!hasCode(error, 'ENGINE_MISSING') || machine.options.builder !== undefined) throw error;
			throw withDetails(error, {next: [...installCommand('engine', await machine.manager()), ...error.next]});
		}
	},
};
