// The fix of a requirement: the change that the advice of its finding names, in the style of the file.
import {readRequirementAdvice, requirementAdvice} from '../../checks/requirement-advice.ts';
import {lockCommand} from '../../checks/requirements-file.ts';
import {pipInstall} from '../../kedro/pip-install.ts';
import {defined} from '../../system/defined.ts';
import type {Fixer} from '../fixer.ts';
import {inPyproject} from './pyproject.ts';
import {inRequirementsTxt} from './requirements-txt.ts';

export const changeRequirement: Fixer = async (finding, {project}) => {
	const advice = readRequirementAdvice(finding.fix?.title ?? '');
	// The finding may stand where the package is needed.
	const file = advice?.file ?? finding.file;
	if (file === undefined || advice === undefined) return undefined;
	const {verb, name, version = project.installed?.[name.toLowerCase()]} = advice;
	const edit = file.endsWith('.txt') ? inRequirementsTxt : file === 'pyproject.toml' ? inPyproject : undefined;
	if (edit === undefined) return undefined;
	const lock = file === project.layout?.files[0] ? lockCommand(project) : undefined;
	// Kedro itself is installed, or the project could not be read.
	const isImported = project.notRequired?.some(({packages}) => packages.includes(name)) === true;
	const isInstalled = isImported || version !== undefined || project.installed === undefined;
	const install = isInstalled ? undefined : `${await pipInstall(project.python.executable)} ${name}`;
	return {
		title: requirementAdvice({verb, name, version, file}),
		edits: [{file, change: text => edit(text ?? '', {name, version, pin: verb === 'Pin', file})}],
		...defined({command: lock ?? install}),
	};
};
