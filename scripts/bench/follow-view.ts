// The live view of a run on a cluster: a program that the benchmark bundles and runs in a pseudo-terminal.
// Arguments: a file that gets the processor time that was used, the address of a server that plays the run.
import {writeFileSync} from 'node:fs';
import {followRun} from '../../src/follow/follow.ts';
import {connect} from '../../src/kfp/client.ts';
import {openUi} from './view-ui.ts';

const [file = '', address = ''] = process.argv.slice(2);
const ui = openUi();
const client = await connect({host: new URL(address)});
const run = await client.getRun('run-1');
if (run === undefined) throw new Error('the server has no run');
ui.begin({title: 'kfp-wizard status', steps: [{id: 'follow', title: 'Follow'}]});
// Starting is no part of following.
const before = process.cpuUsage();
const started = performance.now();
await followRun(
	{client, pageOf: id => id, comparePageOf: ids => ids.join(), cluster: undefined, run, explain: () => undefined},
	ui,
);
const {user, system} = process.cpuUsage(before);
const seconds = (performance.now() - started) / 1000;
await ui.close();
writeFileSync(file, JSON.stringify({cpu: (user + system) / 1e6, seconds}));
