// Facts of a project with a Dockerfile of its own, and what the rules about the image find in it.
import {outlineOfSource} from '../../src/deploy/steps/checks/outline.ts';
import type {Finding} from '../../src/schema/finding.ts';
import {runChecks} from '../../src/checks/run-checks.ts';
import {type FactOverrides, facts} from './facts.ts';

const sent = [
	'pyproject.toml',
	'requirements.txt',
	'README.md',
	'conf/base/catalog.yml',
	'conf/base/parameters.yml',
	'conf/s3/catalog.yml',
	'src/demo/__init__.py',
	'src/demo/nodes.py',
	'src/demo/pipeline_registry.py',
	'src/demo/settings.py',
];

export type Built = FactOverrides & {
	/** Besides those of the project, which `without` names the beginnings of. */
	readonly files?: readonly string[];
	readonly without?: string;
	readonly ignore?: string;
};

/** A project with Python 3.11 and the requirements kedro and pandas, whose Dockerfile has these lines. */
function withDockerfile(text: string, {files = [], without, ignore = '', ...more}: Built = {}): FactOverrides {
	const place = {file: 'requirements.txt', line: 1};
	const requires = ['kedro', 'pandas'].map(name => ({name, pinned: true, group: null, place}));
	const given = {...more, project: {requires, ...more.project}};
	const paths = [...sent.filter(path => without === undefined || !path.startsWith(without)), ...files];
	const context = {
		root: '/home/ada/demo',
		files: paths.map(path => ({path, size: 1, executable: false, digest: 'x'})),
		folders: [],
		bytes: 1,
		hash: 'x',
		suspicious: [],
		warnings: [],
	};
	const dockerfile = {path: 'Dockerfile', text, ignore, generated: []};
	const outline = outlineOfSource({context, dockerfile, platform: 'linux/amd64'}, facts(given).project);
	return {...given, ...(outline === undefined ? {} : {outline})};
}

/** What the rules about the image find, as `severity rule line`. */
export const imageFindings = (text: string, built: Built = {}): readonly string[] =>
	foundIn(text, built).map(({severity, rule, line}) => `${severity} ${rule.replace('image/', '')} ${line}`);

/** The same as findings. */
export const foundIn = (text: string, built: Built = {}): readonly Finding[] =>
	runChecks(facts(withDockerfile(text, built)), {ignore: []}).findings.filter(({rule}) => rule.startsWith('image/'));
