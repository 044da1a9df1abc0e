// Finds what should not be in an image: file names and Dockerfile lines that look like credentials.
import {findCredentials} from '../../system/secrecy/find-credentials.ts';
import {isSecretName, judgeAssignment} from '../../system/secrecy/names.ts';

export type Suspicious = {
	/** Relative to the project. A folder has a trailing slash and stands for everything in it. */
	readonly path: string;
	readonly reason: string;
	/** 1-based, where its content is suspicious. */
	readonly line?: number;
	/** False where it may be harmless: then it is reported, and does not stop a deploy. */
	readonly certain?: boolean;
	/** A value in the configuration of the project, which cannot be left out of the image. */
	readonly inConfiguration?: true;
};

/** Secrets or not, these are of this machine. */
export const isOfThisMachine = (path: string): boolean => local.test(path);

const local = /(?:^|\/)conf\/local\/(?!(?:.*\/)?\.gitkeep$)/;

const folders: readonly [pattern: RegExp, reason: string][] = [
	[/^(?:.*\/)?\.git\//, 'the whole history of the project, deleted files included'],
	[/^(?:.*\/)?\.aws\//, 'stores AWS keys'],
	[/^(?:.*\/)?\.kube\//, 'stores cluster credentials'],
	[/^(?:.*\/)?\.ssh\//, 'stores SSH keys'],
	[/^(?:.*\/)?\.gnupg\//, 'stores PGP keys'],
	[/^(?:.*\/)?\.azure\//, 'stores Azure tokens'],
	[/^(?:.*\/)?(?:\.config\/)?gcloud\//, 'stores Google tokens'],
];

const files: readonly [pattern: RegExp, reason: string][] = [
	[local, 'conf/local is for this machine only'],
	[/(?:^|\/)\.docker\/config\.json$/, 'stores registry passwords'],
	[/(?:^|\/)(?:[._]netrc|\.git-credentials|\.pgpass|\.pypirc|\.htpasswd)$/, 'stores passwords'],
	[/(?:^|\/)kaggle\.json$/, 'stores a Kaggle key'],
	[/(?:^|\/)\.databrickscfg$/, 'stores Databricks tokens'],
	[/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/, 'is the name of a private SSH key'],
	[/(?:^|\/)\.env(?!\.(?:example|sample|template)$)[^/]*$/, 'environment files often contain secrets'],
	[/\.(?:pem|key|p12|pfx|jks|ppk|kdbx)$/i, 'looks like a private key'],
	[/(?:^|\/)secret[^/]*\.ya?ml$/i, 'named like a secret'],
	// Code and documentation may be about credentials without containing any.
	[/(?:^|\/)[^/]*credentials[^/]*(?<!\.(?:py|pyi|pyc|md|rst|ipynb))$/i, 'named like credentials'],
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

/** Finds Dockerfile lines that put credentials into the image. `path` is the path to report. */
export function judgeDockerfile(text: string, path: string): readonly Suspicious[] {
	const byContent = new Map(findCredentials(text, {named: false}).map(found => [found.line, found]));
	return text.split(/\r?\n/).flatMap((line, index) => {
		const found = (reason: string, certain = true): readonly Suspicious[] => [
			{path, line: index + 1, certain, reason: `line ${index + 1} ${reason}`},
		];
		const content = byContent.get(index + 1);
		if (content !== undefined)
			return found(`contains ${content.kind}, which remains readable in the image`, content.certain);
		const variable = variables(line).find(isSecretName) ?? exported(line);
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

/** The name of a secret that a command of a RUN line, or of a line that continues one, has in plain. */
function exported(line: string): string | undefined {
	if (/^\s*(?:#|ARG\s|ENV\s|COPY\s|ADD\s|LABEL\s)/i.test(line)) return undefined;
	const assigned = line.matchAll(
		/(?<![\w.-])([A-Za-z_][\w.-]{0,79})[=:][^\S\n]?(?:"([^"]{1,512})"|'([^']{1,512})'|([^\s"';&|)]{1,512}))/g,
	);
	for (const {1: name = '', 2: double, 3: single, 4: plain = ''} of assigned) {
		if (isSecretName(name) && judgeAssignment(name, double ?? single ?? plain) !== undefined) return name;
	}
	return undefined;
}
