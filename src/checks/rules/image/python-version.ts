// A Dockerfile with another Python than the project's.
import {isMoving} from '../../../image/dockerfile/base-image.ts';
import {isBelow, parseVersion} from '../../../system/version.ts';
import {dockerfileAdvice} from '../../dockerfile-advice.ts';
import type {Stage} from '../../../image/outline/stage.ts';
import type {Project} from '../../../schema/project.ts';
import type {OwnDockerfile} from '../../facts.ts';
import type {RatedProblem, Rule} from '../../rule.ts';

/** The oldest Python of each Kedro release line: pip installs no Kedro of that line with an older one. */
const oldestPython: readonly (readonly [kedro: readonly [number, number, number], python: string])[] = [
	[[1, 1, 0], '3.10'],
	[[1, 0, 0], '3.9'],
	[[0, 19, 0], '3.8'],
	[[0, 0, 0], '3.7'],
];

export const imagePythonVersion: Rule = {
	id: 'image/python-version',
	severity: 'varies',
	title: 'The image has another Python than the project',
	why: 'The checks ran with the Python of your project. With another one packages get other versions, and code or pickled models may not load. It is an error where Kedro itself cannot be installed.',
	fix: 'Use the Python of the project in the Dockerfile',
	check: facts => {
		const {outline, project} = facts;
		const own = minorOf(project.python.version);
		if (outline === undefined || own === undefined) return [];
		const all = pythonsOf(outline).flatMap(python => problem(outline, project, python, own));
		// Two stages may take the version from one ARG.
		return [...new Map(all.map(each => [each.fix, each])).values()];
	},
};

type Python = {readonly version: string; readonly line: number};

/** That of the last stage, and those of earlier stages whose packages it gets. */
function pythonsOf({stages, image}: OwnDockerfile): readonly Python[] {
	const lines = [...image.files.values()].flatMap(entry => ('of' in entry ? [entry.of.line] : []));
	const isUsed = (stage: Stage): boolean =>
		stage === image || lines.some(line => stage.line <= line && line <= stage.end);
	const used = stages.filter(isUsed).flatMap(({python}) => python ?? []);
	return [...new Map(used.map(python => [python.line, python])).values()];
}

function problem(outline: OwnDockerfile, project: Project, python: Python, own: string): readonly RatedProblem[] {
	const {path: file, bases} = outline;
	if (python.version === '3') {
		// A base image without a version is reported by another rule, with the same advice.
		if (bases.some(({reference, line}) => line === python.line && isMoving(reference ?? ''))) return [];
		return [
			{
				severity: 'warning',
				message: `The image gets the newest Python 3, and the project runs with ${own}`,
				fix: `Name the version in line ${python.line} of ${file}, such as python:${own}-slim`,
				location: {file, line: python.line},
			},
		];
	}
	if (minorOf(python.version) === own) return [];
	const needs = oldestPython.find(([kedro]) => !isBelow(project.kedro, kedro))?.[1] ?? '3.7';
	const isTooOld = minorNumber(python.version) < minorNumber(needs);
	const line = lineWith(outline, python);
	return [
		{
			severity: isTooOld ? 'error' : 'warning',
			message: `The image has Python ${python.version}, and the project runs with ${own}${isTooOld ? `: Kedro ${project.kedro} needs Python ${needs} or newer` : ''}`,
			fix: changed(outline.text, line, python.version, own, file),
			location: {file, line},
		},
	];
}

/** The line that has the version: that of the instruction, else of the ARG that it takes it from. */
const lineWith = ({text, argumentLine}: OwnDockerfile, {version, line}: Python): number =>
	text.split('\n')[line - 1]?.includes(version) === true ? line : (argumentLine(version) ?? line);

/** The line with the other version, where the tag exists for every Python. */
function changed(text: string, line: number, version: string, own: string, file: string): string {
	const written = text.split(/\r?\n/)[line - 1]?.trim() ?? '';
	const next = written.replace(
		new RegExp(
			`(python:|=|")${version.replace('.', String.raw`\.`)}(?:\\.\\d+)?(?=-slim\\b|-alpine\\b|-bookworm\\b|["\\s]|$)`,
		),
		`$1${own}`,
	);
	if (next === written || /-(?:buster|stretch|bullseye)|alpine\d|@sha256|\\$/.test(written))
		return `Use Python ${own} in line ${line} of ${file}`;
	return dockerfileAdvice({verb: 'Change', line, file, text: next});
}

const minorOf = (version: string): string | undefined => /^\d+\.\d+/.exec(version)?.[0];
const minorNumber = (version: string): number => parseVersion(`${version}.0`)?.[1] ?? 0;
