// Options from kfp.yml for commands on what was deployed. They need no Python: a project is often torn down when it no
// longer runs, and the keys that find the cluster are plain texts.
import {join} from 'node:path';
import type {Metadata} from '../kedro/pyproject.ts';
import {settingKey} from '../options/names.ts';
import type {CommandName} from '../options/option.ts';
import type {Options} from '../options/options.ts';
import {optionsOf} from '../options/resolve.ts';
import {readPlainSettings} from '../options/settings/plain-yaml.ts';
import {withSettings} from '../options/settings/settings.ts';
import type {Context} from '../ui/context.ts';

/** The options with those of kfp.yml below them. What only Kedro can resolve is skipped, with a note where `command` takes it. */
export async function withKfpYml(
	command: CommandName,
	options: Options,
	{root, metadata}: {readonly root: string; readonly metadata: Metadata},
	{ui, env}: Pick<Context, 'ui' | 'env'>,
): Promise<Options> {
	const environment = options.env?.value ?? env['KEDRO_ENV'];
	const {settings, skipped} = await readPlainSettings({
		root,
		packageFolder: join(metadata.sourceDir, metadata.package),
		environment: environment === '' ? undefined : environment,
	});
	const keys = optionsOf(command).map(settingKey);
	for (const {key, message} of skipped) {
		if (key === undefined || keys.includes(key)) ui.emit({event: 'note', level: 'warning', message});
	}
	return withSettings(options, {root, settings});
}
