// Ending a run and restarting its failed part: waiting, lost answers, and runs that never end.
import {expect, it} from 'vitest';
import {endRun, restartRun} from '../../../src/kfp/end-run.ts';
import {deployed} from '../../support/deployed.ts';
import {errorOf} from '../../support/error-of.ts';

const fast = {every: 20};

it('a run is waited for until it is final, and each state is reported', async () => {
	const {client, start} = await deployed({lifecycle: ['RUNNING']});
	const {run_id} = await start('night');
	const states: string[] = [];
	const run = await endRun(client, run_id, {...fast, onState: state => states.push(state)});
	expect(run?.state).toBe('FAILED');
	expect(states).toEqual(['CANCELING']);
});

it('a run that does not end in time is an error', async () => {
	const {client, start} = await deployed();
	const {run_id} = await start('night');
	expect(await errorOf(endRun(client, run_id, {...fast, patience: 50}))).toMatchObject({
		kind: 'outside',
		code: 'RUN_STILL_ACTIVE',
		message: expect.stringContaining('CANCELING') as string,
	});
});

it('a lost answer is no error when the server did what was asked', async () => {
	const {api, client, start} = await deployed({lifecycle: ['RUNNING']});
	const {run_id} = await start('night');
	api.fault({method: 'POST', path: /:terminate$/}, {kind: 'lost'});
	expect((await endRun(client, run_id, fast))?.state).toBe('FAILED');
	api.fault({method: 'POST', path: /:retry$/}, {kind: 'lost'});
	expect((await restartRun(client, run_id, fast))?.state).toBe('RUNNING');
});

it('a request that did not arrive is an error', async () => {
	const {api, client, start} = await deployed();
	const {run_id} = await start('night');
	api.fault({method: 'POST', path: /:terminate$/}, {kind: 'reset'});
	expect(await errorOf(endRun(client, run_id, fast))).toMatchObject({code: 'HTTP_LOST'});
	expect(api.state().runs[0]?.state).toBe('PENDING');
});

it('the wait ends with the signal', async () => {
	const {client, start} = await deployed();
	const {run_id} = await start('night');
	const stop = new AbortController();
	setTimeout(() => stop.abort(), 50);
	await expect(endRun(client, run_id, {every: 10_000, signal: stop.signal})).rejects.toThrow();
});
