// What the keys of this machine may do in the buckets of the pipeline.
import {findCredentials} from '../../../aws/credentials.ts';
import {bucketUses} from '../../../deploy/steps/secret/bucket-uses.ts';
import {tryKeys} from '../../../deploy/steps/secret/try-keys.ts';
import {isOff, isOn} from '../../../options/options.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError} from '../../../system/errors.ts';
import {ok, type Row, skipped} from '../row.ts';

export const s3: Row = {
	id: 's3',
	title: 'S3',
	needs: ['pipelines'],
	link: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html',
	probe: async ({options, context, project, readings}) => {
		const {env, platform, ui} = context;
		const read = await project();
		const name = options.pipeline?.value ?? '__default__';
		const pipeline = read.pipelines.find(one => one.name === name);
		const buckets = pipeline === undefined ? [] : bucketUses(read, pipeline).map(({bucket}) => `s3://${bucket}`);
		if (pipeline === undefined || buckets.length === 0) return skipped(`the pipeline ${name} uses no S3`);
		if (isOff(options.secret) || isOn(options.existingSecret))
			return skipped('the tasks get no keys from this machine (--no-secret or --existing-secret)');
		const keys = await findCredentials({
			env,
			platform,
			signal: ui.signal,
			...defined({profile: options.awsProfile?.value}),
		});
		if (keys === undefined) {
			throw new WizardError('usage', `No AWS keys for ${buckets.join(', ')}`, {
				code: 'AWS_KEYS_MISSING',
				next: [
					{command: 'aws configure', when: 'to add access keys'},
					{command: 'kfp-wizard doctor --no-secret', when: 'if the tasks have a role of their own'},
				],
			});
		}
		if (isOff(options.accessCheck)) return skipped(`${keys.source}; not tried (--no-access-check)`);
		const {values, warnings} = await tryKeys(keys, {project: read, pipeline, options}, {env, readings, ui});
		const lines = [
			...values.filter(row => row.name.startsWith('s3:')).map(row => `${row.name}: ${row.value}`),
			...warnings,
		];
		if (warnings.length > 0) return {state: 'warning', detail: lines.join('\n')};
		return ok(lines.join('\n'));
	},
};
