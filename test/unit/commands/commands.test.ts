// The list of the commands: each declares what the program needs to show and to run it.
import {expect, it} from 'vitest';
import {commands} from '../../../src/commands/commands.ts';
import {commandNames} from '../../../src/options/option.ts';

it('the list has every command that options know, once, and deploy first', () => {
	expect(commands.map(({name}) => name).toSorted()).toEqual([...commandNames].sort());
	expect(commands[0]?.name).toBe('deploy');
});

it('every command has a summary, examples that begin with the program, and a function that runs it', async () => {
	for (const command of commands) {
		expect(command.summary, command.name).toMatch(/^[a-z].*[^.]$/);
		expect(command.examples.length, command.name).toBeGreaterThan(0);
		for (const example of command.examples) expect(example).toMatch(/^kfp-wizard( |$)/);
		expect(typeof (await command.load()), command.name).toBe('function');
	}
});
