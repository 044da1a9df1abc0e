// Inquirer's glyphs for terminals with ASCII only.
import type {Look} from '../text/look.ts';

const hasSigns = ({glyphs}: Look): boolean => glyphs.back !== '<-';

/** Inquirer draws Unicode on every terminal; on one with ASCII only it gets these. */
export const theme = (look: Look): {theme?: typeof ascii} => (hasSigns(look) ? {} : {theme: ascii});

export const listTheme = (look: Look): {theme?: typeof asciiList} => (hasSigns(look) ? {} : {theme: asciiList});

const ascii = {prefix: {idle: '?', done: '*'}, spinner: {interval: 100, frames: ['|', '/', '-', '\\']}};

const asciiKeys: Readonly<Record<string, string>> = {'↑↓': 'up/down', '⏎': 'enter'};

const asciiList = {
	...ascii,
	icon: {cursor: '>', checked: '[x]', unchecked: '[ ]', disabledChecked: '[x]', disabledUnchecked: '-'},
	style: {
		keysHelpTip: (keys: [key: string, action: string][]) =>
			keys.map(([key, action]) => `${asciiKeys[key] ?? key} ${action}`).join(' - '),
	},
};
