// What a terminal can do beyond text and colour, by what it says of itself in the environment.

type Environment = Readonly<Record<string, string | undefined>>;
type Stream = {readonly isTTY?: boolean};

/**
 * Links that can be clicked (OSC 8): the rules that the npm package supports-hyperlinks has, but never off a terminal.
 * `FORCE_HYPERLINK=1` says yes, `FORCE_HYPERLINK=0` no.
 */
export function showsLinks(stream: Stream, env: Environment, platform: string): boolean {
	if (stream.isTTY !== true || env['TERM'] === 'dumb') return false;
	const forced = env['FORCE_HYPERLINK'];
	if (forced !== undefined) return forced === '' || Number.parseInt(forced, 10) !== 0;
	if ((env['NO_COLOR'] ?? '') !== '') return false;
	if (isSet(env, 'WT_SESSION')) return true;
	if (platform === 'win32' || isSet(env, 'CI') || isSet(env, 'TEAMCITY_VERSION')) return false;
	const version = env['TERM_PROGRAM_VERSION'];
	switch (env['TERM_PROGRAM']) {
		case 'iTerm.app':
			return isAtLeast(version, '3.1');
		case 'WezTerm':
			return version?.startsWith('0-unstable') === true || isAtLeast(version, '20200620');
		case 'vscode':
			return isSet(env, 'CURSOR_TRACE_ID') || isAtLeast(version, '1.72');
		case 'ghostty':
		case 'zed':
			return true;
		default:
	}
	// 0.50.0 crashes on them.
	const vte = env['VTE_VERSION'];
	if (vte !== undefined && vte !== '5000' && vte !== '0.50.0' && isAtLeast(dotted(vte), '0.50')) return true;
	return ['alacritty', 'xterm-kitty', 'xterm-ghostty'].includes(env['TERM'] ?? '');
}

/**
 * A bar on the tab or in the taskbar (OSC 9;4). Others take OSC 9 for a notification, so only what is known counts:
 * Windows Terminal, ConEmu, Ghostty 1.2, WezTerm since February 2025, iTerm2 3.6.6, and VTE 0.80. Not inside of tmux or
 * screen, which may hand it on to a terminal that nobody knows.
 */
export function showsProgress(stream: Stream, env: Environment): boolean {
	if (stream.isTTY !== true || isSet(env, 'CI')) return false;
	if (isSet(env, 'TMUX') || isSet(env, 'STY') || /^(?:screen|tmux|dumb)/.test(env['TERM'] ?? '')) return false;
	if (isSet(env, 'WT_SESSION') || env['ConEmuANSI'] === 'ON') return true;
	const version = env['TERM_PROGRAM_VERSION'];
	switch (env['TERM_PROGRAM']) {
		case 'ghostty':
			return isAtLeast(version, '1.2');
		case 'WezTerm':
			return isAtLeast(version, '20250209');
		case 'iTerm.app':
			return isAtLeast(version, '3.6.6');
		case undefined:
			return isAtLeast(dotted(env['VTE_VERSION'] ?? ''), '0.80');
		default:
			return false;
	}
}

const isSet = (env: Environment, name: string): boolean => (env[name] ?? '') !== '';

/** VTE's `5202` is 0.52.2. */
const dotted = (version: string): string => version.replace(/^(\d{1,2})(\d{2})$/, '0.$1.$2');

/** Compares number by number; a version that does not begin with one is none. */
function isAtLeast(version: string | undefined, least: string): boolean {
	const numbers = /^\d+(?:\.\d+)*/
		.exec(version ?? '')?.[0]
		.split('.')
		.map(Number);
	if (numbers === undefined) return false;
	for (const [place, wanted] of least.split('.').map(Number).entries()) {
		const number = numbers[place] ?? 0;
		if (number !== wanted) return number > wanted;
	}
	return true;
}
