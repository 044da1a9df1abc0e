// `npm run check`: types, lint and format of the whole project.
import {spawnSync} from 'node:child_process';

const commands = [
	['tsc', '--project', 'tsconfig.json'],
	['oxlint', '--type-aware', '--deny-warnings', 'src', 'test', 'scripts', 'bin'],
	['oxfmt', '--check', 'src', 'test', 'scripts', 'bin'],
];
for (const [command, ...args] of commands) {
	const {status} = spawnSync(`node_modules/.bin/${command}`, args, {stdio: 'inherit'});
	if (status !== 0) process.exit(status ?? 1);
}
