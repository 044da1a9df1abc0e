// A Kedro project on disk whose Python is a shell script that answers with a known document: for what needs neither Python nor Kedro.
import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Project} from '../../src/schema/project.ts';
import {facts, type FactOverrides, node} from './facts.ts';
import {scratch} from './scratch.ts';

export type StandInProject = {
	readonly root: string;
	/** The interpreter, for `--python`. */
	readonly python: string;
	/** What the inspector answers. */
	readonly project: Project;
	/** The requests that the script got. */
	readonly requests: () => Promise<readonly Readonly<Record<string, unknown>>[]>;
	/** Answers this from now on, as the inspector does. */
	readonly answer: (answer: object) => Promise<void>;
};

/** Copies the answer in a process for each request, and what it depends on and has read where that is in files, to where the inspector writes it, with the environment that was asked for. */
const script = (root: string): string => `#!/bin/sh
case "$*" in *' serve') echo fresh; exit;; *' wait') exit; esac
for folder; do :; done
request="$folder/request.json"
cat "$request" >> '${root}/.requests'
echo >> '${root}/.requests'
env > '${root}/.environment'
environment=$(sed -n 's/.*"environment":"\\([^"]*\\)".*/\\1/p' "$request")
sed "s/ENVIRONMENT/\${environment:-local}/" '${root}/.answer.json' > "$folder/answer.json"
for own in dependencies read; do
	[ ! -f '${root}'/.$own.json ] || cp '${root}'/.$own.json "$folder/$own.json"
done
`;

/** Two nodes on S3; `given` changes the project, `files` are written into it. */
export async function standInProject(
	given: FactOverrides = {},
	files: Readonly<Record<string, string>> = {},
): Promise<StandInProject> {
	const root = await scratch();
	const python = join(root, '.python');
	const {project} = facts({
		nodes: [node('load: raw -> trips'), node('fit: trips -> model', {dependencies: ['load']})],
		...given,
		project: {
			root,
			environment: 'ENVIRONMENT',
			python: {version: '3.11.7', executable: python, source: '--python'},
			...given.project,
		},
	});
	const all = {
		'pyproject.toml': `[tool.kedro]\npackage_name = "${project.package}"\nproject_name = "${project.name}"\n`,
		'requirements.txt': 'kedro==1.7.0\n',
		'src/demo/nodes.py': 'x = 1\n',
		Dockerfile: 'FROM python:3.11\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nUSER 1000\n',
		'.dockerignore': '.*\n',
		'.python': script(root),
		...files,
	};
	for (const [path, text] of Object.entries(all)) {
		await mkdir(dirname(join(root, path)), {recursive: true});
		await writeFile(join(root, path), text);
	}
	await chmod(python, 0o755);
	const answer = (document: object): Promise<void> =>
		writeFile(
			join(root, '.answer.json'),
			JSON.stringify({variables: {missing: [], assigned: [], files: []}, ...document}),
		);
	await answer({project});
	return {
		root,
		python,
		project,
		requests: async () => {
			const text = await readFile(join(root, '.requests'), 'utf8').catch(() => '');
			return text
				.trim()
				.split('\n')
				.filter(line => line !== '')
				.map(line => JSON.parse(line) as Record<string, unknown>);
		},
		answer,
	};
}
