// Whether the engine can build for the platform of the cluster's nodes.
import {supportOf} from '../../../image/engine/emulation.ts';
import {installCommand} from '../../../system/install-command.ts';
import {ok, type Row} from '../row.ts';

export const platform: Row = {
	id: 'platform',
	title: 'Platform',
	needs: ['engine'],
	link: 'https://docs.docker.com/build/building/multi-platform/',
	probe: async machine => {
		const {options, context, engine, manager} = machine;
		const wanted = options.platform?.value ?? 'linux/amd64';
		const {name} = await engine();
		const {native, can} = await supportOf(wanted, name, context);
		if (can === 'native') return ok(wanted);
		if (can === 'emulated') return ok(`${wanted}, emulated on ${native}: builds are slower`);
		if (can === 'unknown') return ok(native === '' ? wanted : `${wanted}, on ${native} where the engine emulates it`);
		const detail = `${name} runs on ${native} and does not emulate ${wanted}`;
		return {state: 'failed', detail, fix: installCommand('emulation', await manager())};
	},
};
