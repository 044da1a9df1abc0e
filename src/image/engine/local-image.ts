// What the engines have in common: tagging, looking for an image, and the platform of what was built.
import {WizardError} from '../../system/errors.ts';
import {engineError} from './failures.ts';
import {attempt, call, type Tool} from './program.ts';

export async function tagWith(tool: Tool, from: string, to: string): Promise<void> {
	await call(tool, ['tag', from, to], {what: 'tag', reference: from});
}

/** The id of a local image; "not there" is told apart from an engine that does not answer. */
export async function inspectId(tool: Tool, reference: string): Promise<string | undefined> {
	const result = await attempt(tool, ['image', 'inspect', '--format', '{{.Id}}', reference]);
	if (result.exitCode === 0) return result.stdout.trim();
	if (/no such (?:image|object)|not known|not found/i.test(result.stderr)) return undefined;
	throw engineError(tool.name, {what: 'inspect', reference}, result);
}

/** A build takes a base image of the wrong platform silently when it is there under the same name. */
export async function checkPlatform(tool: Tool, reference: string, platform: string): Promise<void> {
	const format = '{{.Os}}/{{.Architecture}}';
	const {stdout} = await call(tool, ['image', 'inspect', '--format', format, reference], {what: 'inspect', reference});
	const wanted = platform.split('/').slice(0, 2).join('/');
	if (stdout.trim() === wanted) return;
	throw new WizardError('outside', `The image was built for ${stdout.trim()}, not for ${wanted}`, {
		code: 'PLATFORM_MISMATCH',
		detail: `The base image that ${tool.name} has under this name is for the other platform.`,
		next: [
			{command: `${tool.name} pull --platform ${wanted} BASE-IMAGE`, when: 'to get the base image for it'},
			{command: `kfp-wizard deploy --platform ${stdout.trim()}`, when: 'if the nodes of the cluster are of that kind'},
		],
	});
}

export function badOutput(tool: Tool, trouble: string): WizardError {
	return new WizardError('outside', `${tool.name} ${trouble}`, {code: 'ENGINE_OUTPUT', detail: tool.path});
}
