// The work of the image step: builds from exactly what was hashed, pushes, and reads the digest back from the registry.
import {join} from 'node:path';
import {stageContext} from '../../../image/context/stage.ts';
import type {BuildInputs, BuildSecret} from '../../../image/build-inputs.ts';
import type {Dockerfile} from '../../../image/dockerfile/dockerfile.ts';
import {withSecretMounts} from '../../../image/dockerfile/secret-mounts.ts';
import type {Engine} from '../../../image/engine/engine.ts';
import {buildProgress, type ProgressReader, pushProgress} from '../../../image/engine/progress.ts';
import {formatReference, type Reference} from '../../../image/reference.ts';
import {canPush, readDigest} from '../../../image/registry/registry.ts';
import type {ImageSource} from '../../../image/source.ts';
import {WizardError} from '../../../system/errors.ts';
import {writeAtomic} from '../../../system/files.ts';
import {orPerhaps} from '../../../system/perhaps.ts';
import {withTemporaryFolder} from '../../../system/temporary-folder.ts';
import {duration} from '../../../system/text.ts';
import type {Context} from '../../../ui/context.ts';
import type {Ui} from '../../../ui/ui.ts';
import type {Work} from '../../step.ts';
import {type AboutImage, readLabels} from './labels.ts';

export type BuildNeeds = {
	readonly source: ImageSource;
	/** What the image is made for, as its labels say. */
	readonly about?: AboutImage;
	readonly inputs?: BuildInputs;
};

/** How long the build took, in words. */
export async function build(
	engine: Engine,
	{source, about, inputs}: BuildNeeds,
	tag: string,
	context: Context,
): Promise<string> {
	const {ui} = context;
	ui.emit({event: 'step', step: 'image', state: 'active', detail: `building with ${engine.name}`});
	const started = performance.now();
	await withTemporaryFolder(async folder => {
		const staged = join(folder, 'context');
		const dockerfile = join(folder, 'Dockerfile');
		await stageContext(source.context, staged);
		const secrets = engine.takesSecrets ? (inputs?.secrets ?? []) : [];
		// They do not count for the content tag: whoever builds gets the same packages.
		await writeAtomic(dockerfile, mounting(source.dockerfile, secrets));
		await engine.build({
			folder: staged,
			dockerfile,
			tags: [tag],
			platform: source.platform,
			labels: about === undefined ? {} : await readLabels(about, source.dockerfile.text, context),
			secrets,
			proxies: inputs?.proxies ?? [],
			onLine: report(ui, buildProgress()),
			signal: ui.signal,
		});
	});
	return duration(performance.now() - started);
}

const mounting = ({path, text}: Dockerfile, secrets: readonly BuildSecret[]): string =>
	path === null ? withSecretMounts(text, secrets) : text;

/** The generated Dockerfile as the project keeps it: it goes on to see the private index. */
export const keptDockerfile = ({source, inputs}: BuildNeeds): Dockerfile => ({
	...source.dockerfile,
	text: mounting(
		source.dockerfile,
		(inputs?.secrets ?? []).filter(({isCertificate}) => !isCertificate),
	),
});

/** `built`: how long the build took. The digest is the registry's own, read back under the content tag. */
export async function push(
	engine: Engine,
	reference: Reference,
	built: string,
	{ui, env, changed}: Work,
): Promise<string> {
	ui.emit({
		event: 'step',
		step: 'image',
		state: 'active',
		detail: `built in ${built}, pushing to ${reference.registry}`,
	});
	const name = formatReference(reference);
	const pushing = engine.push({reference: name, onLine: report(ui, pushProgress()), signal: ui.signal});
	const {digest} = await orPerhaps(pushing, `pushed ${name}`);
	changed(`pushed ${name}`);
	const there = await readDigest(reference, {env, signal: ui.signal, engine: async () => engine.name});
	if (there === digest) return digest;
	throw new WizardError(
		'outside',
		`${reference.registry} does not have the image that was pushed: ${there ?? 'no such tag'} instead of ${digest}`,
		{code: 'DIGEST_MISMATCH'},
	);
}

/** Shows the engine's output, and the progress that it says. */
const report =
	(ui: Ui, read: ProgressReader) =>
	(line: string): void => {
		ui.emit({event: 'log', step: 'image', line});
		const progress = read(line);
		if (progress !== undefined) ui.emit({event: 'progress', step: 'image', ...progress});
	};

/** @throws WizardError `denied` PUSH_DENIED where the registry does not let the user push, `outside` REPOSITORY_MISSING. */
export async function refuseWithoutRight(engine: Engine, reference: Reference, {env, ui}: Context): Promise<void> {
	const right = await canPush(reference, {env, signal: ui.signal, engine: async () => engine.name});
	if (right.may !== 'no') return;
	const {code, next, reason} = right;
	throw code === 'REPOSITORY_MISSING'
		? new WizardError('outside', reason, {code, next})
		: new WizardError('denied', `${reference.registry} does not let you push ${reference.repository}: ${reason}`, {
				code,
				next,
			});
}
