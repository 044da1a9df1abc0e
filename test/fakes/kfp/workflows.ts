// What the persistence agent tells the server: a Workflow with its nodes, which become the rows of the run's tasks.
import {gatewayError, grpc, ok, type Reply} from './answers.ts';
import {record, text} from './json-body.ts';
import {isFinal, newId, notFound, now, type Run, type Store} from './store.ts';

const states: Readonly<Record<string, string>> = {
	Pending: 'PENDING',
	Running: 'RUNNING',
	Succeeded: 'SUCCEEDED',
	Skipped: 'SKIPPED',
	Failed: 'FAILED',
	Error: 'FAILED',
};

/** The body is a JSON string that holds the Workflow's JSON. */
export function reportWorkflow(store: Store, raw: string): Reply {
	const outer = JSON.parse(raw) as unknown;
	if (typeof outer !== 'string')
		throw gatewayError(grpc.invalid, 'json: cannot unmarshal object into Go value of type string');
	const {metadata, status} = record(JSON.parse(outer));
	const runId = text(record(record(metadata)['labels'])['pipeline/runid']);
	if (runId === '') {
		const message = `Workflow[${text(record(metadata)['name'])}] missing the Run ID label`;
		throw gatewayError(grpc.invalid, `Failed to report workflow: Invalid input error: ${message}`, message);
	}
	const run = store.runs.get(runId);
	if (run === undefined) throw notFound('Failed to report workflow', `Run ${runId}`);
	const {phase, nodes, finishedAt} = record(status);
	for (const node of Object.values(record(nodes))) setNode(run, record(node));
	const state = states[text(phase)] ?? '';
	const shown = run.state === 'CANCELING' && !isFinal(state) ? 'CANCELING' : state;
	if (run.history.at(-1)?.state !== shown) run.history.push({time: now(), state: shown});
	run.state = shown;
	if (isFinal(state)) run.finishedAt = text(finishedAt) || now();
	return ok({});
}

function setNode(run: Run, node: Readonly<Record<string, unknown>>): void {
	const id = text(node['id']);
	const state = states[text(node['phase'])] ?? '';
	const row = run.tasks.get(id) ?? {
		id: newId(),
		name: text(node['displayName']),
		state: '',
		start: '',
		end: '',
		history: [],
		children: [],
	};
	if (row.history.length === 0 || row.state !== state) row.history.push({time: now(), state});
	row.state = state;
	row.start = text(node['startedAt']) || '0001-01-01T00:00:00Z';
	row.end = text(node['finishedAt']) || '0001-01-01T00:00:00Z';
	row.children = Array.isArray(node['children']) ? node['children'].map(String) : [];
	run.tasks.set(id, row);
}
