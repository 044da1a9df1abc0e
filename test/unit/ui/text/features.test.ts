// What a terminal can show, judged by environment variables.
import {describe, expect, it} from 'vitest';
import {showsLinks, showsProgress} from '../../../../src/ui/text/features.ts';
import {linux} from '../../../support/ui/look.ts';
import {tty} from '../../../support/ui/terminal.ts';

describe('links that can be clicked', () => {
	it.each([
		[{TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.1.0'}, true],
		[{TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.9'}, false],
		[{TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22'}, true],
		[{TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.71.2'}, false],
		[{TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.106.0'}, true],
		[{TERM_PROGRAM: 'ghostty'}, true],
		[{TERM_PROGRAM: 'WarpTerminal'}, true],
		[{TERM_PROGRAM: 'Orca'}, true],
		[{TERM_PROGRAM: 'Apple_Terminal'}, false],
		[{VTE_VERSION: '5202'}, true],
		[{VTE_VERSION: '4601'}, false],
		[{VTE_VERSION: '0.50.0'}, false],
		[{TERM: 'xterm-kitty'}, true],
		[{TERM: 'alacritty'}, true],
		[{TERM: 'xterm-256color'}, false],
		[{WT_SESSION: 'x'}, true],
		[{VTE_VERSION: '5202', CI: 'true'}, false],
		[{VTE_VERSION: '5202', NO_COLOR: '1'}, false],
		[{VTE_VERSION: '5202', TERM: 'dumb'}, false],
		[{VTE_VERSION: '5202', FORCE_HYPERLINK: '0'}, false],
		[{TERM: 'xterm-256color', FORCE_HYPERLINK: '1'}, true],
		[{}, false],
	])('links with %j: %s', (env, shown) => {
		expect(showsLinks(tty, linux(env))).toBe(shown);
		expect(showsLinks({}, linux(env))).toBe(false);
	});
});

describe('the progress on the tab', () => {
	it.each([
		[{WT_SESSION: 'x'}, true],
		[{ConEmuANSI: 'ON'}, true],
		[{TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.2.0'}, true],
		[{TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.0.0'}, false],
		[{TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.6.6'}, true],
		[{TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.5.14'}, false],
		[{TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22'}, false],
		[{TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20250301-074212-abcdef01'}, true],
		[{VTE_VERSION: '8002'}, true],
		[{VTE_VERSION: '7603'}, false],
		[{WT_SESSION: 'x', TMUX: '/tmp/tmux-0/default,1,0'}, false],
		[{WT_SESSION: 'x', TERM: 'screen-256color'}, false],
		[{TERM: 'xterm-kitty'}, false],
		[{}, false],
	])('the progress on the tab with %j: %s', (env, shown) => {
		expect(showsProgress(tty, env)).toBe(shown);
		expect(showsProgress({}, env)).toBe(false);
	});
});
