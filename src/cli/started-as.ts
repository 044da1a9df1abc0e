// How kfp-wizard was started: the commands that it prints begin in the same way.
import type {Environment} from '../system/environment.ts';

/** What runs a package without installing it, by the name in `npm_config_user_agent`. */
const runners: ReadonlyMap<string, string> = new Map([
	['npm', 'npx'],
	['pnpm', 'pnpm dlx'],
	['yarn', 'yarn dlx'],
	['bun', 'bunx'],
]);

/** `npx kfp-wizard`, `kfp-wizard`, or what a launcher says in `KFP_WIZARD_PROGRAM`: `kedro kfp`. `script`: the path of the program. */
export function startedAs(env: Environment, script: string): string {
	const named = env['KFP_WIZARD_PROGRAM'] ?? '';
	if (/^[\w.-]+(?: [\w.-]+)*$/.test(named)) return named;
	const [agent = ''] = (env['npm_config_user_agent'] ?? '').split('/');
	const isOfProject = /[/\\]node_modules[/\\]\.bin[/\\]/.test(script);
	const runner = runners.get(agent) ?? (isOfProject ? 'npx' : undefined);
	return runner === undefined ? 'kfp-wizard' : `${runner} kfp-wizard`;
}
