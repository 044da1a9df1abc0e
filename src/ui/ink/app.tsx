// The Ink tree: the frame's rows, the keys that come in, and the terminal's cursor.
import {Box, Text, useCursor, useInput, usePaste} from 'ink';
import type {ReactNode} from 'react';
import {paint} from '../text/rows.ts';
import type {Look} from '../text/look.ts';
import {frame} from './frame.ts';
import {keysOf} from './key-names.ts';
import type {State} from './state/state.ts';

export type AppProps = {
	readonly state: State;
	readonly look: Look;
	readonly onKey: (key: string) => void;
	readonly onPaste: (text: string) => void;
};

/** Listens until it is unmounted: Ink ends raw mode with its last listener. */
export function App({state, look, onKey, onPaste}: AppProps): ReactNode {
	const {rows, cursor} = frame(state, look);
	// Only the scrollback, which is written after Ink, has links.
	const bare = {...look, links: false};
	const {setCursorPosition} = useCursor();
	setCursorPosition(cursor);
	useInput((input, key) => {
		for (const name of keysOf(input, key)) onKey(name);
	});
	usePaste(onPaste);
	return (
		<Box flexDirection="column">
			{rows.map((cells, index) => (
				<Text key={index} wrap="truncate">
					{paint(cells, bare) || ' '}
				</Text>
			))}
		</Box>
	);
}
