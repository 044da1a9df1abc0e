// kill -9 before, during and after each side effect of each command. The same command again ends as one that nothing disturbed.
import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {describeWith} from '../bed/part.ts';
import {allParts} from '../e2e/world.ts';
import type {Interruption} from '../fakes/interruption.ts';
import {type CommandName, commands, openRounds, type Rounds} from './rounds.ts';

const moments = ['before', 'during', 'after'] as const;

/** What is performed before a command, so that it has all of its side effects. */
const before: Readonly<Record<CommandName, readonly CommandName[]>> = {
	deploy: [],
	run: ['deploy'],
	schedule: ['deploy'],
	changed: ['deploy', 'schedule'],
	teardown: ['deploy', 'schedule'],
};

type Where = 'kfp' | 'kubernetes' | 'docker';

/** The `index`th of a command at this place. */
type Effect = {readonly command: CommandName; readonly where: Where; readonly index: number; readonly words: string};

type Request = {readonly method: string; readonly path: string};

const isEffect = ({method, path}: Request): boolean =>
	method !== 'GET' && !/healthz|accessreviews|dryRun=All/.test(path);
const dockerEffect = '^docker (buildx build|build|push|tag|rmi|image rm)( |$)';

const parts = await allParts();
const rounds = 'value' in parts ? await openRounds(parts.value) : undefined;
const effects = rounds === undefined ? [] : await effectsOf(rounds);

/** What each command does outside where nothing disturbs it. */
async function effectsOf(all: Rounds): Promise<readonly Effect[]> {
	const {kfp, kubernetes} = all.world;
	const calls = (): Promise<readonly string[]> => all.world.calls();
	const found: Effect[] = [];
	for (const command of commands) {
		const name = `whole-${command}`;
		await prepare(all, command, name);
		const sofar = [kfp.requests().length, kubernetes.requests().length, (await calls()).length] as const;
		const whole = await all.perform(all.argsOf(command, name));
		expect(whole.exitCode, whole.said).toBe(0);
		const sent = (requests: readonly Request[]): readonly string[] =>
			requests.filter(isEffect).map(({method, path}) => `${method} ${path.replaceAll(/[0-9a-f-]{36}/g, 'ID')}`);
		const add = (where: Where, words: readonly string[]): void =>
			void found.push(...words.map((text, index) => ({command, where, index, words: text})));
		add('kfp', sent(kfp.requests().slice(sofar[0])));
		add('kubernetes', sent(kubernetes.requests().slice(sofar[1])));
		const called = (await calls()).slice(sofar[2]).filter(call => new RegExp(dockerEffect).test(call));
		add(
			'docker',
			called.map(call => call.split(' ').slice(0, 3).join(' ')),
		);
	}
	return found;
}

async function prepare(all: Rounds, command: CommandName, name: string): Promise<void> {
	for (const earlier of before[command]) {
		const {exitCode, said} = await all.perform(all.argsOf(earlier, name));
		expect(exitCode, said).toBe(0);
	}
	if (command === 'changed') await all.change(name);
}

describeWith(parts, 'killed', () => {
	afterAll(() => rounds?.world.close());

	it('all side effects are found', () => expect(effects.length).toBeGreaterThan(20));

	it.each(effects.flatMap(effect => moments.map(moment => ({...effect, moment, title: `${moment} ${effect.words}`}))))(
		'F29: $command, $title: the same again ends as one that nothing disturbed',
		{timeout: 120_000},
		async ({command, where, index, moment}) => {
			if (rounds === undefined) return;
			const name = `${command}-${where}-${index}-${moment}`;
			await prepare(rounds, command, name);
			const active = rounds.activeRuns(name);
			const args = rounds.argsOf(command, name);
			const first = await killed(rounds, args, {where, index, moment});
			await rounds.expectWholeSpec(name);
			if (moment !== 'after') expect(first.exitCode, `was killed: ${first.said}`).toBeUndefined();
			const again = await rounds.perform(args);
			expect(again.exitCode, `${first.said}\nagain:\n${again.said}`).toBe(0);
			// `run` always starts a new run: one that was killed cannot say whether it did.
			await rounds.expectState(
				command,
				name,
				active,
				{deploy: 1, run: 2, schedule: 0, changed: 1, teardown: 0}[command],
			);
		},
	);
});

/** Milliseconds in which a client reads an answer. */
const reading = 20;

async function killed(
	{world, perform}: Rounds,
	args: readonly string[],
	{where, index, moment}: Pick<Effect, 'where' | 'index'> & Pick<Interruption, 'moment'>,
): Promise<{readonly exitCode: number | undefined; readonly said: string}> {
	const script = join(world.folder, 'docker.sh');
	if (where === 'docker') {
		// The shell tells the effects apart as `dockerEffect` does, counts them, and kills what has called it.
		const kill = {before: 'kill -9 "$pid"; exit 1', during: '"$real" "$@"; kill -9 "$pid"; exit 1'} as const;
		const then =
			moment === 'after' ? '"$real" "$@"; code=$?; (sleep 0.02; kill -9 "$pid") & exit "$code"' : kill[moment];
		const lines = [
			`pid=$(cat '${world.folder}/pid')`,
			`if printf 'docker %s\\n' "$line" | grep -qE '${dockerEffect}'; then`,
			`echo >> '${world.folder}/effects'`,
			`if [ "$(wc -l < '${world.folder}/effects')" -eq ${index + 1} ]; then ${then}; fi`,
			'fi',
		];
		await writeFile(script, `${lines.join('\n')}\n`);
	}
	let kill = (): void => {};
	if (where !== 'docker') {
		let count = 0;
		const act = (): void => void (moment === 'after' ? setTimeout(() => kill(), reading) : kill());
		world[where].interrupt(request => (isEffect(request) && count++ === index ? {moment, act} : undefined));
	}
	const ended = await perform(args, async running => {
		kill = () => running.kill('SIGKILL');
		await writeFile(join(world.folder, 'pid'), String(running.pid));
	});
	await Promise.all(
		[script, join(world.folder, 'effects'), join(world.folder, 'pid')].map(path => rm(path, {force: true})),
	);
	return ended;
}
