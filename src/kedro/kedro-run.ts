// The `kedro run` command of each Kedro version, and which node names it can select.
import {WizardError} from '../system/errors.ts';

export type RunCommand = {
	/** The program of the container. */
	readonly command: readonly string[];
	/** Its arguments, without the nodes. No shell reads them. */
	readonly args: readonly string[];
	/** The flag that takes node names, joined with commas. An empty list after it would run the whole pipeline. */
	readonly nodesFlag: string;
};

/** The first version whose `kedro run` takes `--nodes a,b`. */
const oldest = [0, 18, 5] as const;
/** The first version that splits `--nodes` outside square brackets only; 0.18 then splits once more, at every comma. */
const bracketsHold = [0, 19, 0] as const;
/** The first version with `--pipelines`; from 1.5 on it imports only the pipelines it names. */
const severalPipelines = [1, 2, 0] as const;

/**
 * The command that runs nodes of a pipeline in a container that has this Kedro version.
 * @throws WizardError `project` for a Kedro whose `kedro run` cannot select nodes safely.
 */
export function runCommand(
	kedro: string,
	{environment, pipeline}: {readonly environment: string; readonly pipeline: string},
): RunCommand {
	if (!atLeast(kedro, oldest)) {
		throw new WizardError('project', `Kedro ${kedro} is too old: \`kedro run --nodes\` needs 0.18.5 or newer`, {
			code: 'KEDRO_TOO_OLD',
			next: [{command: "pip install 'kedro~=0.18.14'", when: 'the newest of the 0.18 line'}],
		});
	}
	// `--pipelines` splits at commas; the older flag takes the name as it is.
	const flag = atLeast(kedro, severalPipelines) && !pipeline.includes(',') ? '--pipelines' : '--pipeline';
	return {
		command: ['kedro'],
		args: ['run', `--env=${environment}`, `${flag}=${pipeline}`],
		nodesFlag: '--nodes',
	};
}

/**
 * Whether `--nodes NAME` selects just the node of this name, in any process. It does not for a comma outside square
 * brackets and, on 0.18, any comma (the list is split there: so a generated name with two inputs cannot be selected),
 * unbalanced brackets (the name is lost), blanks at an end (they are stripped) and the default name of a callable object
 * up to 0.19, which holds a memory address.
 */
export function canSelectNode(kedro: string, name: string): boolean {
	if (!atLeast(kedro, oldest)) return false;
	if (name.includes(',') && !atLeast(kedro, bracketsHold)) return false;
	if (name === '' || name.trim() !== name || /\bat 0x[0-9a-f]+/i.test(name)) return false;
	let depth = 0;
	for (const character of name) {
		if (character === '[') depth++;
		else if (character === ']') depth--;
		else if (character === ',' && depth === 0) return false;
	}
	return depth === 0;
}

/** Compares release numbers; `1.2.0rc1` counts as 1.2.0. */
function atLeast(version: string, wanted: readonly number[]): boolean {
	const parts = version.split('.').map(part => Number.parseInt(part, 10) || 0);
	for (const [index, want] of wanted.entries()) {
		const part = parts[index] ?? 0;
		if (part !== want) return part > want;
	}
	return true;
}
