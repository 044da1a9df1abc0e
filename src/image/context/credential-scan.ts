// Finds what should not be in an image: file names, contents and Dockerfile lines that look like credentials.
import {WizardError} from '../../system/errors.ts';

export type Suspicious = {
	/** Relative to the project. A folder has a trailing slash and stands for everything in it. */
	readonly path: string;
	readonly reason: string;
};

const folders: readonly [pattern: RegExp, reason: string][] = [
	[/^(?:.*\/)?\.git\//, 'the whole history of the project, deleted files included'],
	[/^(?:.*\/)?\.aws\//, 'stores AWS keys'],
	[/^(?:.*\/)?\.kube\//, 'stores cluster credentials'],
];

const files: readonly [pattern: RegExp, reason: string][] = [
	[/(?:^|\/)conf\/local\/(?!(?:.*\/)?\.gitkeep$)/, 'conf/local is for this machine only'],
	[/(?:^|\/)\.docker\/config\.json$/, 'stores registry passwords'],
	[/(?:^|\/)\.netrc$/, 'stores passwords'],
	[/(?:^|\/)\.env(?!\.(?:example|sample|template)$)[^/]*$/, 'environment files often contain secrets'],
	[/\.(?:pem|key|p12)$/i, 'looks like a private key'],
	[/(?:^|\/)secret[^/]*\.ya?ml$/i, 'named like a secret'],
	// Code and documentation may be about credentials without containing any.
	[/(?:^|\/)[^/]*credentials[^/]*(?<!\.(?:py|pyi|md|rst|ipynb))$/i, 'named like credentials'],
];

/** Judges a file by its path. All files of a suspicious folder are reported as that folder. */
export function judgePath(path: string): Suspicious | undefined {
	for (const [pattern, reason] of folders) {
		const folder = pattern.exec(path)?.[0];
		if (folder !== undefined) return {path: folder, reason};
	}
	const found = files.find(([pattern]) => pattern.test(path));
	return found === undefined ? undefined : {path, reason: found[1]};
}

const keyLength = 20;
const key = /(?<![A-Z0-9])AKIA[A-Z0-9]{16}(?![A-Z0-9])/g;

/**
 * Looks for the id of an AWS key in a file that is read in pieces; an id across two pieces is found too. Ids that
 * end in EXAMPLE are those of AWS's own documentation.
 */
export function keyScanner(): {readonly add: (piece: Buffer) => void; readonly found: () => boolean} {
	let found = false;
	let rest = Buffer.alloc(0);
	let beginning = true;
	// At an edge of the window the character beyond it decides, so a match there waits until that character is known.
	const look = (window: Buffer, last: boolean): void => {
		if (found || !window.includes('AKIA')) return;
		for (const {0: id, index} of window.toString('latin1').matchAll(key)) {
			if ((index === 0 && !beginning) || (index + keyLength === window.length && !last)) continue;
			found ||= !id.endsWith('EXAMPLE');
		}
	};
	return {
		add: piece => {
			const window = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
			look(window, false);
			beginning &&= window.length <= keyLength + 1;
			rest = Buffer.from(window.subarray(-(keyLength + 1)));
		},
		found: () => {
			look(rest, true);
			return found;
		},
	};
}

/** Names of variables that hold credentials. The AWS region, endpoint and profile name are not credentials. */
const secretName = /SECRET|TOKEN|PASSWORD|PASSWD|^AWS_(?!DEFAULT_REGION$|REGION$|PROFILE$|ENDPOINT_URL)/i;

/** Finds Dockerfile lines that put credentials into the image. `path` is the path to report. */
export function judgeDockerfile(text: string, path: string): readonly Suspicious[] {
	const lines = text.split(/\r?\n/);
	return lines.flatMap((line, index) => {
		const found = (reason: string): readonly Suspicious[] => [{path, reason: `line ${index + 1} ${reason}`}];
		const variable = variables(line).find(name => secretName.test(name));
		if (variable !== undefined) return found(`sets ${variable}, which remains readable in the image`);
		const copied = /^\s*(?:COPY|ADD)\s.*\bconf\/local\b(?!\/\.gitkeep)/i.test(line.replace(/\s\S+\s*$/, ''));
		return copied ? found('copies conf/local, which is for this machine only') : [];
	});
}

/** Names that an ARG or ENV line sets, in the forms `A=1 B=2` and `ENV A 1`. */
function variables(line: string): readonly string[] {
	const [, rest = ''] = /^\s*(?:ARG|ENV)\s+(.*)$/i.exec(line) ?? [];
	const assigned = [...rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)=/g)].map(([, name = '']) => name);
	return assigned.length > 0 ? assigned : (/^\w+/.exec(rest) ?? []);
}

/** @throws WizardError `usage` BUILD_ARGUMENT_SECRET: build arguments remain readable in the image's history. */
export function refuseSecretArguments(buildArguments: Readonly<Record<string, string>>): void {
	for (const [name, value] of Object.entries(buildArguments)) {
		const scanner = keyScanner();
		scanner.add(Buffer.from(value));
		if (!secretName.test(name) && !scanner.found()) continue;
		throw new WizardError('usage', `The build argument ${name} would remain readable in the image`, {
			code: 'BUILD_ARGUMENT_SECRET',
			detail:
				'Pass it to the build as a secret: RUN --mount=type=secret,id=NAME in the Dockerfile, and --secret of the engine.',
		});
	}
}
