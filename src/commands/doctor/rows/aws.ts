// The AWS keys of this machine: whose they are.
import {callerIdentity} from '../../../aws/caller-identity.ts';
import {findCredentials} from '../../../aws/credentials.ts';
import {findEndpoints} from '../../../aws/endpoints.ts';
import {readProfiles} from '../../../aws/profiles.ts';
import {isOff} from '../../../options/options.ts';
import {asWizardError} from '../../../system/errors.ts';
import {defined} from '../../../system/defined.ts';
import {type Found, ok, type Row, skipped} from '../row.ts';
import type {Machine} from '../machine.ts';

/** Keys that do not work are no failure here: whether the pipeline needs them is the row about S3. */
export const aws: Row = {
	id: 'aws',
	title: 'AWS keys',
	needs: [],
	link: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html',
	probe: machine =>
		identify(machine).catch((thrown: unknown): Found => {
			const error = asWizardError(thrown);
			if (error.kind === 'cancelled' || error.code === 'BUG') throw error;
			return {state: 'warning', detail: error.message, fix: error.next};
		}),
};

async function identify({options, context: {env, platform, ui}}: Machine): Promise<Found> {
	const profile = options.awsProfile?.value;
	const found = await findCredentials({env, platform, signal: ui.signal, ...defined({profile})});
	if (found === undefined) return skipped('none on this machine');
	const {values, source, warnings} = found;
	if (isOff(options.accessCheck)) return skipped(`${source}; not tried (--no-access-check)`);
	const endpoints = findEndpoints(env, await readProfiles(env), profile);
	const identity = await callerIdentity(values, endpoints, {signal: ui.signal});
	if (identity.is === 'known') {
		const lines = [`${identity.arn} (${source})`, ...warnings];
		return {state: warnings.length === 0 ? 'ok' : 'warning', detail: lines.join('\n')};
	}
	if (identity.is === 'unknown' && endpoints.sts.isSet) return ok(`${source}; ${identity.reason}`);
	return {state: 'warning', detail: `${source}: ${identity.reason}`};
}
