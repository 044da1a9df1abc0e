// The canary sweep: credentials that go into a Secret appear nowhere but in the body of the request that writes it.
import {randomBytes} from 'node:crypto';
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {inspect} from 'node:util';
import {applySecret, deleteSecret, readSecret, type SecretState} from '../../../src/kubernetes/secret/secret.ts';
import {expect, it} from 'vitest';
import {asWizardError} from '../../../src/system/errors.ts';
import {Sensitive} from '../../../src/system/secrets.ts';
import {identityOf} from '../../support/identity.ts';
import {filesBelow, sweeper} from '../../support/canary.ts';
import {bed as testBed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {useKubernetes} from './bed.ts';

const awkward = '/"\\+ä&=';
const canaries = {
	AWS_ACCESS_KEY_ID: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
	AWS_SECRET_ACCESS_KEY: `${randomBytes(16).toString('hex')}${awkward}`,
	AWS_SESSION_TOKEN: `${randomBytes(40).toString('base64')}${awkward}`,
};

const found = sweeper(canaries);

/** The files below a folder as one text. */
const everything = async (folder: string): Promise<string> =>
	(await filesBelow(folder)).map(([, text]) => text).join('\n');

describeWith(await testBed.kubectl(), 'credentials on their way into a Secret', kubectl => {
	const bed = useKubernetes();

	it.each(['success', 'forbidden', 'conflict', 'server error', 'echo'] as const)(
		'stay in the request: %s',
		async what => {
			const {api} = bed;
			const bin = join(bed.folder, 'bin');
			const log = join(bed.folder, 'calls.log');
			await mkdir(bin, {recursive: true});
			// A wrapper named kubectl: writes down what it was called with, then is the real one.
			const wrapper = `#!/bin/sh\nprintf '%s\\0' "$@" >>'${log}'\n/usr/bin/env >>'${log}'\nexec '${kubectl}' "$@"\n`;
			await writeFile(join(bin, 'kubectl'), wrapper);
			await chmod(join(bin, 'kubectl'), 0o755);
			const outputs: unknown[] = [];
			const opened = await bed.open(what === 'forbidden' ? 'get-only' : undefined, {env: {PATH: bin}});
			const cluster = {
				...opened,
				run: async (...args: Parameters<typeof opened.run>) => {
					const result = await opened.run(...args);
					// What the real kubectl prints is checked too, except where the server itself is made to echo.
					if (what !== 'echo') outputs.push(result);
					return result;
				},
			};
			let before: SecretState = await readSecret(cluster, 'aws-secrets');
			const apply = async () =>
				applySecret(cluster, {
					name: 'aws-secrets',
					project: identityOf('p-1', {name: 'canary'}),
					values: Object.fromEntries(Object.entries(canaries).map(([key, value]) => [key, new Sensitive(value)])),
					version: '0.0.0',
					adopt: false,
					before,
				});
			if (what === 'conflict') {
				outputs.push(await apply());
				const other = {
					apiVersion: 'v1',
					kind: 'Secret',
					metadata: {name: 'aws-secrets'},
					data: {AWS_ACCESS_KEY_ID: 'eA=='},
				};
				await cluster.run(
					['apply', '--server-side', '--force-conflicts', '--field-manager=other', '-f', '-', '-o', 'name'],
					{
						input: JSON.stringify(other),
					},
				);
				before = await readSecret(cluster, 'aws-secrets');
			}
			if (what === 'server error') api.fail({method: 'PATCH', path: /secrets/, code: 500, body: 'boom', times: 3});
			if (what === 'echo') {
				const message = `can not handle ${JSON.stringify(canaries)} ${Buffer.from(canaries.AWS_SECRET_ACCESS_KEY).toString('base64')}`;
				const status = {
					kind: 'Status',
					apiVersion: 'v1',
					metadata: {},
					status: 'Failure',
					message,
					reason: 'BadRequest',
					code: 400,
				};
				api.fail({method: 'PATCH', path: /secrets/, code: 400, body: status});
			}
			const failures: unknown[] = [];
			await apply().then(
				result => outputs.push(result),
				(error: unknown) => failures.push(error),
			);
			const codes = failures.map(error => asWizardError(error).code);
			expect(codes).toEqual(
				{
					success: [],
					forbidden: ['FORBIDDEN'],
					conflict: ['SECRET_CONFLICT'],
					'server error': ['CLUSTER_BUSY'],
					echo: ['KUBECTL_FAILED'],
				}[what],
			);
			if (what === 'success') {
				const state = await readSecret(cluster, 'aws-secrets');
				outputs.push(state, inspect(canaryValues()));
				if (state.state === 'present') outputs.push(await deleteSecret(cluster, 'aws-secrets', state));
			}
			for (const error of failures)
				outputs.push(inspect(error, {depth: 9, showHidden: true}), JSON.stringify(asWizardError(error)));

			expect(found(JSON.stringify(outputs)), 'outputs and errors').toEqual([]);
			expect(found(inspect(outputs, {depth: 9})), 'outputs and errors').toEqual([]);
			const calls = await readFile(log, 'utf8');
			expect(calls).toContain('--server-side');
			expect(calls).not.toMatch(/(^|\0)-v|--v=/);
			expect(found(await everything(bed.folder)), 'files, with argv and environment of every kubectl').toEqual([]);
			const carrying = api.requests().filter(({body, path}) => found(body + path).length > 0);
			expect(carrying.length).toBeGreaterThan(0);
			for (const {method, path, body} of carrying) {
				expect(`${method} ${path}`).toMatch(/^PATCH \/api\/v1\/namespaces\/kubeflow\/secrets\/aws-secrets\?/);
				expect(found(path)).toEqual([]);
				expect(body).not.toContain('last-applied');
			}
		},
	);

	const canaryValues = (): readonly Sensitive[] => Object.values(canaries).map(value => new Sensitive(value));
});
