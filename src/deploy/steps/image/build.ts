// The work of step 4: builds from exactly what was hashed, pushes, and reads the digest back from the registry.
import {join} from 'node:path';
import type {BuildContext} from '../../../image/context/context.ts';
import type {Dockerfile} from '../../../image/dockerfile/dockerfile.ts';
import type {Engine} from '../../../image/engine/engine.ts';
import {loginCommand} from '../../../image/registry/login-command.ts';
import {buildProgress, pushProgress, type ProgressReader} from '../../../image/engine/progress.ts';
import {formatReference, type Reference} from '../../../image/reference.ts';
import {canPush, readManifest} from '../../../image/registry/registry.ts';
import {stageContext} from '../../../image/context/stage.ts';
import {WizardError} from '../../../system/errors.ts';
import {withTemporaryFolder, writeAtomic} from '../../../system/files.ts';
import {duration} from '../../../system/text.ts';
import type {Ui} from '../../../ui/ui.ts';
import type {Answer, Did} from '../../../options/options.ts';

/** What the image is made of. */
export type ImageSource = {
	readonly dockerfile: Dockerfile;
	readonly context: BuildContext;
	readonly platform: Answer;
};

/** What the spec names, and what had to be done for it. */
export type BuiltImage = {readonly image: string; readonly built: boolean; readonly pushed: boolean};

export async function build(engine: Engine, source: ImageSource, tag: string, ui: Ui): Promise<string> {
	ui.emit({event: 'step', step: 'image', state: 'active', detail: `building with ${engine.name}`});
	const started = Date.now();
	await withTemporaryFolder(async folder => {
		const staged = join(folder, 'context');
		const dockerfile = join(folder, 'Dockerfile');
		await stageContext(source.context, staged);
		await writeAtomic(dockerfile, source.dockerfile.text);
		await engine.build({
			folder: staged,
			dockerfile,
			tags: [tag],
			platform: source.platform.value,
			onLine: tell(ui, buildProgress()),
			signal: ui.signal,
		});
	});
	return duration(Date.now() - started);
}

/** `built` is how long the build took; the digest is the registry's own, read back under the content tag. */
export async function push(
	engine: Engine,
	reference: Reference,
	{built, ui, did}: {readonly built: string; readonly ui: Ui; readonly did: Did},
): Promise<string> {
	ui.emit({
		event: 'step',
		step: 'image',
		state: 'active',
		detail: `built in ${built}, pushing to ${reference.registry}`,
	});
	const name = formatReference(reference);
	const {digest} = await engine.push({
		reference: name,
		onLine: tell(ui, pushProgress()),
		signal: ui.signal,
	});
	did(`pushed ${name}`);
	const manifest = await readManifest(reference, {env: process.env, signal: ui.signal});
	if (manifest?.digest === digest) return digest;
	throw new WizardError(
		'outside',
		`${reference.registry} does not have the image that was pushed: ${manifest?.digest ?? 'no such tag'} instead of ${digest}`,
		{code: 'DIGEST_MISMATCH'},
	);
}

/** The engine's own words, and how far it is by them. */
const tell =
	(ui: Ui, read: ProgressReader) =>
	(line: string): void => {
		ui.emit({event: 'log', step: 'image', line});
		const progress = read(line);
		if (progress !== undefined) ui.emit({event: 'progress', step: 'image', ...progress});
	};

export async function refuseWithoutRight(engine: Engine, reference: Reference, signal: AbortSignal): Promise<void> {
	const {may, reason} = await canPush(reference, {env: process.env, signal});
	if (may !== 'no') return;
	throw new WizardError('denied', `${reference.registry} does not let you push ${reference.repository}: ${reason}`, {
		code: 'PUSH_DENIED',
		next: [{command: loginCommand(reference.registry, engine.name), when: 'to log in'}],
	});
}
