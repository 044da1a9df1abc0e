// The options that the words of a command line set, without a look at whether a command takes them.
import {optionOfRow} from './names.ts';
import {type OptionName, optionNames, type Options, type Sourced, specOf} from './options.ts';
import {optionsFrom} from './resolve.ts';

/** Texts stay as they are written. */
export function ownOptions(words: readonly string[]): Options {
	const own: (readonly [OptionName, Sourced<unknown>])[] = [];
	const add = (name: OptionName, value: unknown, source: string): void => {
		const before = own.findLast(([one]) => one === name)?.[1].value;
		const isList = specOf(name).kind === 'list';
		own.push([name, {value: isList ? [...(Array.isArray(before) ? before : []), value] : value, source}]);
	};
	const rest = [...words];
	for (let word = rest.shift(); word !== undefined && word !== '--'; word = rest.shift()) {
		const [, row, inline] = /^--([^=]+)(?:=([^]*))?$/.exec(word) ?? [];
		const long = row === undefined ? undefined : optionOfRow(row);
		if (long !== undefined) {
			const isSwitch = long.off || specOf(long.name).kind === 'switch';
			add(long.name, isSwitch ? !long.off : (inline ?? rest.shift()), word);
		}
		// `-yqe prod`: the first one that takes a value takes the rest of the word.
		for (let letters = /^-(?!-)(.+)$/.exec(word)?.[1] ?? ''; letters !== ''; letters = letters.slice(1)) {
			const name = optionNames.find(one => specOf(one).short === letters.charAt(0));
			if (name === undefined) break;
			const isSwitch = specOf(name).kind === 'switch';
			add(name, isSwitch || letters.slice(1) || rest.shift(), word);
			if (!isSwitch) break;
		}
	}
	return optionsFrom(own);
}
