// Kubeflow Pipelines: where it was found, and its release.
import {hasCode, WizardError} from '../../../system/errors.ts';
import {ok, type Row} from '../row.ts';

export const kubeflow: Row = {
	id: 'kubeflow',
	title: 'Kubeflow',
	needs: ['cluster'],
	unless: 'host',
	limit: () => 20_000,
	link: 'https://www.kubeflow.org/docs/components/pipelines/operator-guides/installation/',
	probe: async ({connection}) => {
		const {client, host, isForwarded} = await connection().catch(notFound);
		const {release, multiUser} = client.health;
		const where = isForwarded ? host.source.replace(/^detected: /, 'found by a ') : `${host.value} (${host.source})`;
		return ok(`${release ?? 'of an unknown release'}, ${where}${multiUser ? ', several users' : ''}`);
	},
};

/** Without questions, a deploy would require the address: here the reason is the answer. */
function notFound(error: unknown): never {
	if (!hasCode(error, 'MISSING_ANSWER') || error.detail === undefined) throw error;
	const next = error.next.map(({command: flags, when}) => ({
		command: ['kfp-wizard doctor', flags].join(' '),
		...(when === undefined ? {} : {when}),
	}));
	throw new WizardError('outside', error.detail, {code: error.code, next, cause: error});
}
