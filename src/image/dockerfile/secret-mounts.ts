// Lets the installations of a generated Dockerfile see secrets of the build: only while they run, in no layer.
import type {BuildSecret} from '../build-inputs.ts';
import {parseDockerfile} from './parse.ts';

const installer = /(?:^|[\s/;&|])(?:pip3?|uv|poetry|pdm|pipenv|conda|mamba|micromamba|pixi)\s/;

/** The same Dockerfile with the secrets mounted where packages are installed. A build without one of them runs as before. */
export function withSecretMounts(text: string, secrets: readonly Pick<BuildSecret, 'id' | 'from'>[]): string {
	if (secrets.length === 0) return text;
	const lines = text.split('\n');
	for (const each of parseDockerfile(text).instructions) {
		if (each.keyword !== 'RUN' || each.json !== undefined || !installer.test(` ${each.text}`)) continue;
		const line = lines[each.line - 1] ?? '';
		lines[each.line - 1] = line.replace(/^RUN\s+/i, `RUN ${mounts(secrets)} \\\n    ${exports(secrets)}`);
	}
	return lines.join('\n');
}

const mounts = (secrets: readonly Pick<BuildSecret, 'id'>[]): string =>
	secrets.map(({id}) => `--mount=type=secret,id=${id}`).join(' \\\n    ');

/** pip, uv and the others read these variables; a file is named by its path. */
function exports(secrets: readonly Pick<BuildSecret, 'id' | 'from'>[]): string {
	const loop = (ids: readonly string[], value: string): string =>
		ids.length === 0
			? ''
			: `for name in ${ids.join(' ')}; do if [ -f "/run/secrets/$name" ]; then export "$name=${value}"; fi; done && \\\n    `;
	const ids = (kind: 'variable' | 'file'): readonly string[] =>
		secrets.flatMap(({id, from}) => (kind in from ? [id] : []));
	return loop(ids('variable'), '$(cat "/run/secrets/$name")') + loop(ids('file'), '/run/secrets/$name');
}
