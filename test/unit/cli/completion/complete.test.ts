// What a shell offers at the cursor.
import {describe, expect, it} from 'vitest';
import {complete, type Names} from '../../../../src/cli/completion/complete.ts';
import {commands} from '../../../../src/commands/commands.ts';
import {flagName, offFlagName} from '../../../../src/options/names.ts';
import {specOf} from '../../../../src/options/options.ts';
import {optionsOf} from '../../../../src/options/resolve.ts';

const of =
	(...values: readonly string[]) =>
	async () =>
		values.map(value => ({value}));

const names: Names = {
	environments: of('base', 'prod', 'prod-eu'),
	pipelines: of('__default__', 'train'),
	contexts: of('kind-dev', 'arn:aws:eks'),
	profiles: of('dev'),
	nodes: of('fit', 'score'),
	tags: of('gpu'),
	datasets: of('raw', 'model'),
	runs: of('0f3c9a12'),
	schedules: of('nightly'),
	rules: of('catalog/local-dataset'),
};

/** The last word of the line is the one at the cursor. */
async function offered(line: string): Promise<readonly string[] | string> {
	const found = await complete(line.split(' '), names);
	return typeof found === 'string' ? found : found.map(({value}) => value);
}

describe('the shell offers', () => {
	it.each([
		['te', ['terminate', 'teardown']],
		['help te', ['terminate', 'teardown']],
		['-e prod che', ['check']],
		['check --en', ['--env', '--env-var']],
		['check -e prod --en', ['--env', '--env-var']],
		['check --env prod --en', ['--env-var']],
		['check --no-j', ['--no-json', '--no-junit'].slice(0, 1)],
		['deploy --no-pu', ['--no-push']],
		['check -e pr', ['prod', 'prod-eu']],
		['check --env=pr', ['--env=prod', '--env=prod-eu']],
		['--env pr', ['prod', 'prod-eu']],
		['deploy -p ', ['__default__', 'train']],
		['deploy --format ', ['kfp', 'argo']],
		['deploy --format=a', ['--format=argo']],
		['deploy --context ', ['kind-dev', 'arn:aws:eks']],
		['check --ignore cat', ['catalog/local-dataset']],
		['check --nodes f', ['fit']],
		['check --nodes fit,', ['fit,score']],
		['check --tags=gpu,', []],
		['check --from-inputs m', ['model']],
		['check --group-by t', ['tag', 'tag:gpu']],
		['check --report ', ['junit=', 'sarif=', 'gitlab=']],
		['runs ', ['diff']],
		['runs diff ', ['latest', '0f3c9a12']],
		['runs diff latest 0', ['0f3c9a12']],
		['runs diff a b ', []],
		['status ', ['latest', '0f3c9a12']],
		['status latest ', []],
		['logs latest s', ['score']],
		['logs --since 5m latest f', ['fit']],
		['schedules d', ['disable', 'delete']],
		['schedules disable ', ['nightly']],
		['completion ', ['bash', 'zsh', 'fish']],
		['compile --image ', []],
		['teardown -- --y', []],
		['nonsense ', []],
	])('%s', async (line, values) => expect(await offered(line)).toEqual(values));

	it('paths where an option or an argument is one', async () => {
		expect(await offered('compile -o ')).toBe('files');
		expect(await offered('compile --spec=x')).toBe('files');
		expect(await offered('check --report=junit=x')).toBe('files');
		expect(await offered('check --project ')).toBe('folders');
		expect(await offered('rehearse ')).toBe('files');
	});

	it('every command, and every option of it', async () => {
		expect(await offered('')).toEqual([...commands.map(({name}) => name), 'help']);
		for (const {name} of commands) {
			const flags = await offered(`${name} --`);
			for (const option of optionsOf(name)) {
				const {kind} = specOf(option);
				expect([flagName(option), offFlagName(option)].some(flag => flags.includes(flag))).toBe(true);
				if (kind === 'switch') expect(await offered(`${name} ${offFlagName(option)}`)).toContain(offFlagName(option));
			}
		}
	});
});
