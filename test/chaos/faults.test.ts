// Rounds of deploy, run, schedule, deploy of a change and teardown, of which one command each is disturbed. Afterwards the same
// command ends as if nothing had been.
import {setTimeout as wait} from 'node:timers/promises';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {describeWith} from '../bed/part.ts';
import {allParts} from '../e2e/world.ts';
import {anyDisturbance, type Disturbance, kills} from './disturbance.ts';
import {randomFrom} from './random.ts';
import {commands, openRounds, type Rounds, type Running} from './rounds.ts';

const seed = Number(process.env['KFP_WIZARD_CHAOS_SEED'] ?? Date.now() % 100_000);
const minutes = Number(process.env['KFP_WIZARD_CHAOS_MINUTES'] ?? 10);

describeWith(await allParts(), 'chaos', parts => {
	let rounds: Rounds;

	beforeAll(async () => {
		rounds = await openRounds(parts);
	});
	afterAll(() => rounds.world.close());

	/** Sends the signal of the disturbance once, at its moment; whether it did. */
	async function disturb({kill, isOver}: Running, {signal, moment}: ReturnType<Disturbance['arm']>): Promise<boolean> {
		while (signal !== undefined && !isOver()) {
			if (await moment()) {
				kill(signal);
				return true;
			}
			await wait(5);
		}
		return false;
	}

	async function round(name: string, disturbance: Disturbance): Promise<void> {
		const {argsOf, perform} = rounds;
		for (const command of commands) {
			const args = argsOf(command, name);
			if (command === 'changed') await rounds.change(name);
			const before = rounds.activeRuns(name);
			const isIt = command === disturbance.of;
			let isSent = false;
			const armed = isIt ? disturbance.arm(rounds.world) : {moment: () => Promise.resolve(false)};
			const first = await perform(args, async running => void (isSent = await disturb(running, armed)));
			await rounds.expectWholeSpec(name);
			if (isIt) console.log(`  ${command}: exit code ${first.exitCode ?? 'none'}${isSent ? ', signal sent' : ''}`);
			else expect(first.exitCode, first.said).toBe(0);
			if (isIt && first.exitCode !== 0) {
				const again = await perform(args);
				expect(again.exitCode, `${first.said}\nagain:\n${again.said}`).toBe(0);
			}
			// `run` always starts a new run: one that was killed cannot say whether it did.
			const most = command === 'schedule' ? 0 : command === 'run' && isIt && first.exitCode !== 0 ? 2 : 1;
			await rounds.expectState(command, name, before, most);
			if (command === 'deploy' || command === 'run') rounds.finishRuns(name);
		}
	}

	it(`seed ${seed}, ${minutes} minutes`, {timeout: (minutes + 5) * 60_000}, async () => {
		const random = randomFrom(seed);
		const waiting = [...kills(random)];
		const end = Date.now() + minutes * 60_000;
		for (let number = 1; Date.now() < end; number++) {
			const disturbance = (random.integer(3) > 0 ? waiting.shift() : undefined) ?? anyDisturbance(random);
			console.log(`${number}. ${disturbance.of}: ${disturbance.words}`);
			await round(`chaos-${number}`, disturbance);
		}
		console.log(`${waiting.length} of the kills at a side effect are left; the seed was ${seed}`);
	});
});
