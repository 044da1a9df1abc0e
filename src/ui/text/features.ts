// What a terminal can show, judged by environment variables: colour, Unicode, links and progress.
import type {Environment} from '../../system/environment.ts';
import {isBelow, parseVersion, type Release} from '../../system/version.ts';

/** The environment variables and the platform (`process.platform`) of the machine. */
export type Host = {readonly env: Environment; readonly platform: string};
type Stream = {readonly isTTY?: boolean};

/** Colour only on a terminal and unless `NO_COLOR`, `FORCE_COLOR=0` or `TERM=dumb` say no; `FORCE_COLOR=1` overrules. */
export function showsColour(stream: Stream, {env}: Host): boolean {
	const forced = env['FORCE_COLOR'] ?? '';
	if (forced !== '') return forced !== '0' && forced !== 'false';
	return !isSet(env, 'NO_COLOR') && env['TERM'] !== 'dumb' && stream.isTTY === true;
}

/** The locale decides; the Linux console and the old Windows console never show these glyphs. */
export function showsUnicode({env, platform}: Host): boolean {
	if (platform === 'win32') return ['WT_SESSION', 'TERM_PROGRAM', 'ConEmuTask'].some(name => isSet(env, name));
	if (env['TERM'] === 'linux') return false;
	const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(Boolean);
	return locale === undefined ? platform === 'darwin' : /utf-?8/i.test(locale);
}

/**
 * Links that can be clicked (OSC 8), never off a terminal. `FORCE_HYPERLINK=1` says yes, `FORCE_HYPERLINK=0` no.
 * The package supports-hyperlinks is not used: it reads the process's own environment and arguments, ignores `NO_COLOR`,
 * and says yes off a terminal where `FORCE_HYPERLINK` or `NETLIFY` is set. The terminals are those that it knows.
 */
export function showsLinks(stream: Stream, {env, platform}: Host): boolean {
	if (stream.isTTY !== true || env['TERM'] === 'dumb') return false;
	const forced = env['FORCE_HYPERLINK'];
	if (forced !== undefined) return forced === '' || Number.parseInt(forced, 10) !== 0;
	if (isSet(env, 'NO_COLOR')) return false;
	if (isSet(env, 'WT_SESSION')) return true;
	if (platform === 'win32' || isSet(env, 'CI') || isSet(env, 'TEAMCITY_VERSION')) return false;
	const version = env['TERM_PROGRAM_VERSION'];
	switch (env['TERM_PROGRAM']) {
		case 'iTerm.app':
			return isAtLeast(version, [3, 1, 0]);
		case 'WezTerm':
			return version?.startsWith('0-unstable') === true || isAtLeast(version, [20_200_620, 0, 0]);
		case 'vscode':
			return isSet(env, 'CURSOR_TRACE_ID') || isAtLeast(version, [1, 72, 0]);
		case 'ghostty':
		case 'zed':
		case 'Orca':
		case 'WarpTerminal':
			return true;
		default:
	}
	// 0.50.0 crashes on them.
	const vte = env['VTE_VERSION'];
	if (vte !== undefined && vte !== '5000' && vte !== '0.50.0' && isAtLeast(dotted(vte), [0, 50, 0])) return true;
	return ['alacritty', 'xterm-kitty', 'xterm-ghostty'].includes(env['TERM'] ?? '');
}

/**
 * A bar on the tab or in the taskbar (OSC 9;4). Other terminals show OSC 9 as a notification, so only known ones count:
 * Windows Terminal, ConEmu, Ghostty 1.2, WezTerm since February 2025, iTerm2 3.6.6, and VTE 0.80. Not inside of tmux or
 * screen, which may pass it on to an unknown terminal.
 */
export function showsProgress(stream: Stream, env: Environment): boolean {
	if (stream.isTTY !== true || isSet(env, 'CI')) return false;
	if (isSet(env, 'TMUX') || isSet(env, 'STY') || /^(?:screen|tmux|dumb)/.test(env['TERM'] ?? '')) return false;
	if (isSet(env, 'WT_SESSION') || env['ConEmuANSI'] === 'ON') return true;
	const version = env['TERM_PROGRAM_VERSION'];
	switch (env['TERM_PROGRAM']) {
		case 'ghostty':
			return isAtLeast(version, [1, 2, 0]);
		case 'WezTerm':
			return isAtLeast(version, [20_250_209, 0, 0]);
		case 'iTerm.app':
			return isAtLeast(version, [3, 6, 6]);
		case undefined:
			return isAtLeast(dotted(env['VTE_VERSION'] ?? ''), [0, 80, 0]);
		default:
			return false;
	}
}

const isSet = (env: Environment, name: string): boolean => (env[name] ?? '') !== '';

/** VTE's `5202` is 0.52.2. */
const dotted = (version: string): string => version.replace(/^(\d{1,2})(\d{2})$/, '0.$1.$2');

/** Whether the version is that release or a later one; a version that does not begin with a number is not. */
function isAtLeast(version: string | undefined, least: Release): boolean {
	// WezTerm's version is a date without dots.
	const dotted = (version ?? '').replace(/^(\d+)(?![\d.])/, '$1.0');
	return parseVersion(dotted) !== undefined && !isBelow(dotted, least);
}
