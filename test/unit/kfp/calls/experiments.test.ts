// The calls for experiments against the fake server.
import {describe, expect, it} from 'vitest';
import {errorOf} from '../../../support/error-of.ts';
import {withApi} from '../../../support/with-api.ts';

describe('experiments', () => {
	it('experiments are listed, archived and deleted', async () => {
		const {client} = await withApi();
		const {experiment_id: id} = await client.createExperiment({name: 'kedro', description: 'of one project'});
		expect((await client.listExperiments()).map(({display_name}) => display_name)).toEqual(['Default', 'kedro']);
		await client.archiveExperiment(id);
		expect(await client.getExperiment(id)).toMatchObject({storage_state: 'ARCHIVED', description: 'of one project'});
		await client.deleteExperiment(id);
		await client.deleteExperiment(id);
		expect(await client.getExperiment(id)).toBeUndefined();
	});

	it('the default experiment is not deleted', async () => {
		const {client} = await withApi();
		const [standard] = await client.listExperiments();
		expect(await errorOf(client.deleteExperiment(standard?.experiment_id ?? ''))).toMatchObject({
			code: 'KFP_CONFLICT',
		});
	});
});
