// Pinned versions that differ from what is installed on this machine, and so from what was checked.
import type {Project} from '../../../schema/project.ts';
import {isBelow, parseVersion, type Release} from '../../../system/version.ts';
import {unknownTypes} from '../../dataset-spelling.ts';
import {requirementAdvice} from '../../requirement-advice.ts';
import type {RatedProblem, Rule} from '../../rule.ts';
import {list} from '../../wording.ts';

type Requirement = Project['requires'][number];
type Pin = Requirement & {readonly version: string; readonly installed: string};

export const requirementsOtherVersion: Rule = {
	id: 'requirements/other-version',
	severity: 'varies',
	title: 'The image gets another version than this machine has',
	why: 'The project was read and checked with what is installed here. It is an error where the versions do not fit: another release line of Kedro, for which the command of the tasks is not made, or a kedro-datasets that this Kedro or the catalog cannot use.',
	fix: 'Install what the requirements pin, or pin what is installed',
	check: ({project}) => {
		const pins = project.requires.filter(isOtherPin);
		const errors = pins.flatMap(pin => misfit(pin, project));
		const named = new Set(errors.map(({name}) => name));
		return [
			...errors.map(({problem}) => problem),
			...warning(pins.filter(({name}) => !named.has(name))),
			...pythonWarning(project),
		];
	},
};

const isOtherPin = (each: Requirement): each is Pin =>
	each.group === null &&
	typeof each.version === 'string' &&
	typeof each.installed === 'string' &&
	normal(each.version) !== normal(each.installed);

/** `1.0` and `1.0.0` are one version; what follows a `+` names a build of it. */
const normal = (version: string): string => version.replace(/\+.*$/, '').replace(/(?:\.0)+$/, '');

function misfit(pin: Pin, project: Project): readonly {readonly name: string; readonly problem: RatedProblem}[] {
	const reason =
		pin.name === 'kedro' ? kedroMisfit(pin) : pin.name === 'kedro-datasets' ? datasetsMisfit(pin, project) : '';
	if (reason === '') return [];
	const problem: RatedProblem = {
		severity: 'error',
		message: `${pin.name} is pinned to ${pin.version}, and ${pin.installed} is installed here: ${reason}`,
		fix: advice(pin, project),
		location: pin.place,
	};
	return [{name: pin.name, problem}];
}

/** Which Kedro is right, only you know. The kedro-datasets that is installed here was checked, and may fit that Kedro. */
function advice(pin: Pin, project: Project): string {
	const {name, version, installed, place} = pin;
	if (name !== 'kedro' && datasetsMisfit({...pin, version: installed}, project) === '') {
		return requirementAdvice({verb: 'Pin', name, version: installed, file: place?.file});
	}
	return `Pin ${name}==${installed}, or install ${name}==${version} here and check again`;
}

/** The release line: 0.18, 0.19, 1. */
const line = (version: string): string => (/^0\.\d+|^\d+/.exec(version) ?? [''])[0];

const kedroMisfit = ({version, installed}: Pin): string =>
	line(version) === line(installed) ? '' : `the command of the tasks is made for Kedro ${line(installed)}`;

/** The first Kedro that a major version of kedro-datasets requires. */
const requiredKedro: readonly (readonly [datasets: Release, kedro: Release])[] = [
	[
		[8, 0, 0],
		[1, 0, 0],
	],
	[
		[3, 0, 0],
		[0, 19, 0],
	],
];

function datasetsMisfit({version}: Pin, {kedro, requires, datasets}: Project): string {
	const inImage = requires.find(({name}) => name === 'kedro')?.version ?? kedro;
	const [, needed] =
		requiredKedro.find(([from]) => parseVersion(version) !== undefined && !isBelow(version, from)) ?? [];
	if (needed !== undefined && isBelow(inImage, needed)) {
		return `kedro-datasets ${version} needs Kedro ${needed.slice(0, 2).join('.')} or newer`;
	}
	const unknown = unknownTypes(version, datasets);
	return unknown.length === 0 ? '' : `kedro-datasets ${version} has no ${list(unknown)}`;
}

function warning(pins: readonly Pin[]): readonly RatedProblem[] {
	const [first] = pins;
	if (first === undefined) return [];
	const differences = pins.map(({name, version, installed}) => `${name} ${version}, here ${installed}`);
	return [
		{
			severity: 'warning',
			message: `The image gets other versions than the ones that were checked: pinned ${list(differences, 4)}`,
			fix: 'Install what the requirements pin, or pin what is installed',
			location: first.place,
		},
	];
}

function pythonWarning({layout, python}: Project): readonly RatedProblem[] {
	const wanted = layout?.python ?? null;
	if (wanted === null || python.version.startsWith(`${wanted}.`)) return [];
	return [
		{
			severity: 'warning',
			message: `The image gets Python ${wanted}, and the project was read with ${python.version}`,
			fix: `Use --python with an interpreter of Python ${wanted}, such as the one of the environment`,
			location: {file: layout?.files[0] ?? 'environment.yml', line: null},
		},
	];
}
