// The order of the words: options may stand before the command, which commander expects first.
import {flagName, offFlagName} from '../options/names.ts';
import {optionNames, specOf} from '../options/options.ts';
import {helpAllFlag} from './help.ts';

export type Words = {
	/** The command, then the other words in their order. */
	readonly words: readonly string[];
	/** The first word that is neither an option nor its value; `undefined` also where an option before it is unknown. */
	readonly command: string | undefined;
};

const withValue = optionNames.filter(name => specOf(name).kind !== 'switch');
const valueFlags: ReadonlySet<string> = new Set(withValue.map(flagName));
const valueLetters: ReadonlySet<string> = new Set(withValue.flatMap(name => specOf(name).short ?? []));
const knownFlags: ReadonlySet<string> = new Set([
	...optionNames.flatMap(name => [flagName(name), offFlagName(name)]),
	'--help',
	helpAllFlag,
	'--version',
]);

export function commandFirst(argv: readonly string[]): Words {
	for (let place = 0; place < argv.length; place++) {
		const word = argv[place] ?? '';
		if (!word.startsWith('-')) return {words: [word, ...argv.toSpliced(place, 1)], command: word};
		const [flag = ''] = word.split('=', 1);
		// Only the parser can say what is wrong, and `--` ends the options of the default command.
		if (flag === '--' || (flag.startsWith('--') && !knownFlags.has(flag))) break;
		if (takesNext(word)) place += 1;
	}
	return {words: argv, command: undefined};
}

/** Whether the value of an option is the next word: of `-yn` it is, of `-nprod` and `--namespace=prod` it is not. */
export function takesNext(word: string): boolean {
	if (word.startsWith('--')) return valueFlags.has(word);
	const letters = word.slice(1).split('');
	return letters.findIndex(letter => valueLetters.has(letter)) === letters.length - 1 && letters.length > 0;
}

/** The words that are neither options nor their values: the command, where one is named, and its arguments. */
export function operands(argv: readonly string[]): readonly string[] {
	const found: string[] = [];
	for (let place = 0; place < argv.length; place++) {
		const word = argv[place] ?? '';
		if (word === '--') return [...found, ...argv.slice(place + 1)];
		if (!word.startsWith('-')) found.push(word);
		else if (takesNext(word)) place += 1;
	}
	return found;
}
