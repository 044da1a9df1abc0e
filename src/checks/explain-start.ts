// Explains why a task failed before or beside its nodes: a variable, an option, a node, a log file, a server that it lacks.
import type {Finding} from '../schema/finding.ts';

/** Why a task failed; `rule` is the check that finds the same problem before a run. */
export type Explanation = {readonly text: string; readonly rule?: string};

/** Rules that may have found the same before the run, the first one for `rule` where none did. */
type Cause = {
	readonly rules: readonly [string, ...string[]];
	/** In the text without blanks and line breaks. */
	readonly pattern: RegExp;
	/** Whether a finding says the same about what was found; without it any finding of the rules does. */
	readonly isSame?: (finding: Finding, found: string) => boolean;
	/** `undefined` where only a finding explains the error. */
	readonly text: (found: string, handedOn: readonly string[]) => string | undefined;
};

const names = ({message}: Finding, found: string): boolean =>
	message.split(/[^\w.-]+/).some(word => word.replaceAll(/^[.-]+|[.-]+$/g, '') === found);
const saysEndpoint = ({message}: Finding): boolean => message.startsWith('AWS_ENDPOINT_URL');
const variableAdvice = (name: string, handedOn: readonly string[]): string =>
	handedOn.includes(name)
		? `${name} is a variable that on_start hands on: the tasks of on_start and on_exit run without it\nGive it a default, such as \${oc.env:${name},none} in the configuration`
		: `The task does not have the environment variable ${name}\nSet it for the tasks: --env-var ${name}=VALUE, or env_vars in kfp.yml; a secret value goes into a Secret`;

const causes: readonly Cause[] = [
	{
		rules: ['environment/variable'],
		// Rich leaves out the file of a module that is frozen, as os is.
		pattern: /(?:<frozenos>|\bos\.py|in__getitem__:\d+).{0,200}KeyError:'([A-Za-z_]\w*)'/,
		isSame: names,
		text: variableAdvice,
	},
	{
		rules: ['config/unresolved', 'environment/variable', 'catalog/credentials'],
		pattern: /Environmentvariable'([^']+)'notfound/,
		isSame: names,
		text: variableAdvice,
	},
	{
		rules: ['image/other-nodes'],
		pattern: /Pipelinedoesnotcontainnodesnamed\[(.*?)\]/,
		text: found =>
			`The project of the task has no node ${found.replaceAll(/['"]/g, '').replaceAll(',', ', ')}: the spec was made from another state of the project, or the pipeline depends on a variable that the task does not have\nBuild the image and make the spec from the same checkout; give the tasks the variables that the pipeline reads with --env-var`,
	},
	{
		rules: ['image/run-options', 'project/run-command'],
		pattern: /Nosuchoption:?'?(--(?:nodes?|pipelines?|env|params|conf-source)(?:(?![\w-])|(?=Didyoumean)))/,
		text: found =>
			`kedro run does not take ${found} in the task: the project or a plugin replaces the command, or this Kedro is another version than the one that the spec was made for\nDeploy from a checkout with the same command and version, or remove the command run from cli.py`,
	},
	{
		rules: ['image/left-out'],
		pattern: /Unabletoconfigurehandler'([\w.-]+)'/,
		isSame: ({message}, found) => message.includes(`handler ${found} `) || message.includes(`'${found}'`),
		text: found =>
			`The handler ${found} in the logging configuration cannot open its file when Kedro starts: its folder is not in the image, or cannot be written\nKeep the folder in the image with a file such as logs/.gitkeep and the line !logs/.gitkeep in .dockerignore, or set delay: true in the handler`,
	},
	{
		rules: ['environment/client-variable'],
		pattern:
			/(?:CouldnotconnecttotheendpointURL|ConnecttimeoutonendpointURL|Cannotconnecttohost|Maxretriesexceeded).{0,200}?([\w.-]*amazonaws\.com)/i,
		isSame: saysEndpoint,
		text: found =>
			`The task could not connect to ${found}\nIf your data is on another S3 server, give the tasks its address: --env-var AWS_ENDPOINT_URL=URL`,
	},
	{
		rules: ['environment/client-variable'],
		pattern: /(InvalidAccessKeyId|AccessKeyIdyouprovideddoesnotexist)/,
		isSame: saysEndpoint,
		text: () => undefined,
	},
];

/**
 * @param text the output of the task without blanks and boxes
 * @param handedOn names of the variables that tasks get from the one that runs first
 */
export function explainStart(
	text: string,
	findings: readonly Finding[],
	handedOn: readonly string[],
): Explanation | undefined {
	for (const {rules, pattern, isSame = () => true, text: words} of causes) {
		const found = pattern.exec(text)?.[1];
		if (found === undefined) continue;
		const same = findings.find(finding => rules.includes(finding.rule) && isSame(finding, found));
		const said = same === undefined ? words(found, handedOn) : `${prefix(same, found)}${sayAgain(same)}`;
		if (said !== undefined) return {text: said, rule: same?.rule ?? rules[0]};
	}
	return undefined;
}

/** A hook that the checks found, in the traceback of the task. */
export function explainHook(text: string, findings: readonly Finding[]): Explanation | undefined {
	const hook = findings.find(
		({rule, severity, file = ''}) => rule === 'hooks/every-task' && severity === 'error' && text.includes(file),
	);
	return hook && {text: sayAgain(hook), rule: hook.rule};
}

const prefix = (finding: Finding, found: string): string =>
	saysEndpoint(finding) && found.endsWith('amazonaws.com')
		? `The task could not connect to ${found}; AWS_ENDPOINT_URL is set here but not for the tasks\n`
		: '';

/** The words of the check. */
export const sayAgain = ({message, fix}: Finding): string =>
	[message, ...(fix === undefined ? [] : [fix.title])].join('\n');
