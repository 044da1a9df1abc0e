// Every next command of the sources is one that can be typed: the program takes it, and a shell reads it as it is meant.
import {spawnSync} from 'node:child_process';
import {expect, it} from 'vitest';
import {parse} from '../../../src/cli/parse.ts';
import {optionOfRow} from '../../../src/options/names.ts';
import {type CommandName, commandNames} from '../../../src/options/option.ts';
import {optionsOf} from '../../../src/options/resolve.ts';
import {splitWords} from '../../../src/system/split-words.ts';
import {exampleOf} from '../../support/option-values.ts';
import {sources} from '../../support/sources.ts';

/** A literal that starts at its quote: its text with 1 for each value that stands for a word of its own, and these values. */
function literalAt(text: string): {readonly value: string; readonly inserted: readonly string[]} {
	const quote = text.charAt(0);
	const inserted: string[] = [];
	let value = '';
	for (let at = 1; at < text.length && text.charAt(at) !== quote; at++) {
		if (!text.startsWith('${', at)) {
			value += text.charAt(at);
			continue;
		}
		const begin = at + 2;
		for (let depth = 1, inside = begin; depth > 0 && inside < text.length; inside++) {
			depth += text.charAt(inside) === '{' ? 1 : text.charAt(inside) === '}' ? -1 : 0;
			at = inside;
		}
		inserted.push(text.slice(begin, at));
		if (/[ /=]$/.test(value)) value += '1';
	}
	return {value, inserted};
}

/** Every next command that is written as a literal, with its file. A single word names a command of kfp-wizard elsewhere. */
const written = sources.flatMap(([file, text]) =>
	[...text.matchAll(/\bcommand: (?=['"`])/g)]
		.map(({index, 0: before}) => ({...literalAt(text.slice(index + before.length)), file}))
		.filter(({value, inserted}) => /[- ]/.test(value) || inserted.length > 0),
);
const commands = written.filter(({value}) => value.startsWith('kfp-wizard'));
const others = written.filter(({value}) => !/^(?:kfp-wizard|--)/.test(value));

it('the commands of the sources are found', () => {
	expect(commands.length).toBeGreaterThan(60);
	expect(others.length).toBeGreaterThan(30);
});

/** A command line without a name is one of the command that failed: of each that has its flags. */
function commandsWith(flags: string): readonly CommandName[] {
	const names = [...flags.matchAll(/(?<=^| )--(?:no-)?([a-z-]+)/g)].map(([flag]) => optionOfRow(flag.slice(2))?.name);
	expect(names, `the flags of ${flags}`).not.toContain(undefined);
	return commandNames.filter(name => names.every(one => one !== undefined && optionsOf(name).includes(one)));
}

it.each(commands.filter(({value}) => !/^kfp-wizard (?:--|1)/.test(value)))(
	'$value is a valid command ($file)',
	({value}) => {
		for (const part of value.split(' | ')) {
			const argv = (splitWords(part) ?? []).slice(1).filter(word => word !== '--help');
			expect(() => parse(argv, {}, 'x')).not.toThrow();
		}
	},
);

it.each(
	written
		.map(({value, file}) => ({flags: value.replace(/^kfp-wizard (?=--)/, ''), file}))
		.filter(({flags}) => /^--(?!help)/.test(flags)),
)('$flags are valid flags of a command ($file)', ({flags}) => {
	const [name] = commandsWith(flags);
	expect(name).toBeDefined();
	const typed = flags.replaceAll(/--([a-z-]+) 1\b/g, (_, flag: string) => {
		const option = optionOfRow(flag)?.name;
		return `--${flag} ${option === undefined ? '' : exampleOf(option)}`;
	});
	expect(() => parse([name ?? '', ...(splitWords(typed) ?? [])], {}, 'x')).not.toThrow();
});

/** What cannot have a character that a shell obeys: ids and names of a checked form, numbers, what was quoted where it was made. */
const plain: ReadonlySet<string> = new Set([
	'command',
	'name',
	'value',
	'variable',
	'exemption',
	'wanted',
	'flag',
	'flags',
	'there',
	'part.flags',
	'selectionFlags(selection, options)',
	"source.startsWith('--') ? source : ''",
	'create',
	'likely.repository',
	'id',
	'runId',
	'run_id',
	'run.run_id',
	'run_id.slice(0, 8)',
	'started.runId',
	'timeout * 5',
	'possible',
	'namespace',
	'cluster.namespace',
	'service.namespace',
	'request.namespace',
	"request.secret ?? 'NAME'",
	'engine',
	'engine.name',
	'program.name',
	"names.join(' ')",
	'first.rule',
	"found[0]?.rule ?? 'RULE'",
	'pip',
	'tool.sync',
	'tool.add',
	'add',
	'directory',
	'tool?.add ?? pip',
	'tool?.upgrade ?? `${pip} --upgrade`',
	'distribution',
	'older',
	'requirements',
]);

it.each(written.flatMap(({inserted, value, file}) => inserted.map(one => ({one, value, file}))))(
	'a shell reads $one in "$value" as one word, or as its flags ($file)',
	({one}) => expect(/^(?:quote|shellPath|flagsOf)\(/.test(one) || plain.has(one)).toBe(true),
);

it('a shell can read every one', () => {
	const lines = written.map(({value}) => value.replaceAll('…', 'x'));
	const {status, stderr} = spawnSync('sh', ['-n'], {input: lines.join('\n'), encoding: 'utf8'});
	expect([status, stderr]).toEqual([0, '']);
});

/** What no cluster is known to where it is written gets the one of the command when it is printed. */
const completedLater = /^(?:kfp|options\/catalog)\//;

it('a kubectl command names its cluster', () => {
	const verbs = 'get|describe|label|create|delete|auth|annotate|patch|apply|edit|rollout|port-forward';
	const unnamed = sources
		.filter(([file, text]) => !completedLater.test(file) && new RegExp(`['"\`(]kubectl (?:${verbs})`).test(text))
		.map(([file]) => file);
	// It names what a JSON document is from.
	expect(unnamed).toEqual(['kubernetes/local/node-images.ts']);
});
