// The Secrets of a namespace by the names of their keys.
import type {Cluster} from '../kubectl.ts';

const template = '{{range .items}}{{.metadata.name}}{{range $k, $v := .data}} {{$k}}{{end}}{{"\\n"}}{{end}}';

export type ListedSecret = {readonly name: string; readonly keys: readonly string[]};

/** kubectl prints names only. None where this user may not list them. */
export async function listSecretKeys(cluster: Cluster): Promise<readonly ListedSecret[]> {
	const result = await cluster.run(['get', 'secrets', '-o', `go-template=${template}`]);
	if (result.exitCode !== 0) return [];
	return result.stdout
		.split('\n')
		.map(line => line.split(' '))
		.flatMap(([name = '', ...keys]) => (name === '' ? [] : [{name, keys}]));
}
