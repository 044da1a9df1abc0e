// What can be done about a registry that refuses or does not answer, and about an engine that does not work.
import {engineNames} from '../../../image/engine/engine.ts';
import {findEngine} from '../../../image/engine/find-engine.ts';
import {parseReference} from '../../../image/reference.ts';
import {loginCommand} from '../../../image/registry/login-command.ts';
import type {NextCommand, WizardError} from '../../../system/errors.ts';
import {findProgram} from '../../../system/exec.ts';
import type {Interview} from '../../interview/interview.ts';
import {localOf} from './destination.ts';
import type {Asked} from './inspect.ts';

const denied: ReadonlySet<string> = new Set(['REGISTRY_LOGIN', 'REGISTRY_DENIED', 'PUSH_DENIED']);
const down = /^HTTP_|^REGISTRY_(?:STRANGE|FAILED)$/;

export async function waysToImage(
	{code}: WizardError,
	asked: Asked,
	interview: Interview,
): Promise<readonly NextCommand[]> {
	if (denied.has(code)) return [...(await logIn(asked, interview)), ...(await elsewhere(asked, interview))];
	if (down.test(code)) return elsewhere(asked, interview);
	return code.startsWith('ENGINE_') ? otherEngines(asked, interview) : [];
}

/** A login needs the program of the engine alone, also where its daemon is stopped. */
async function logIn({options, repository}: Asked, interview: Interview): Promise<readonly NextCommand[]> {
	const working = await findEngine(options.builder?.value, interview).catch(() => undefined);
	const engine = working?.name ?? options.builder?.value ?? (await firstInstalled(interview));
	const {registry} = parseReference(repository.value);
	return engine === undefined
		? []
		: [{command: loginCommand(registry, engine), when: `to log in to ${registry}`, here: true}];
}

async function firstInstalled({env}: Pick<Interview, 'env'>): Promise<string | undefined> {
	const found = await Promise.all(engineNames.map(async name => findProgram(name, env['PATH'] ?? '')));
	return engineNames.find((_, index) => found[index] !== undefined);
}

async function elsewhere({options}: Asked, interview: Interview): Promise<readonly NextCommand[]> {
	const local = await localOf(options, interview);
	return [
		{command: '--image REF', when: 'to push to another repository'},
		...(local === undefined || local.problem !== undefined
			? []
			: [
					{
						command: '--load',
						when: `to load it into ${local.cluster.context}: a ${local.cluster.product.title} cluster on this machine, no registry needed`,
					},
				]),
	];
}

async function otherEngines({options}: Asked, interview: Interview): Promise<readonly NextCommand[]> {
	// DOCKER_HOST names docker, so no other engine was tried.
	const byHost = (interview.env['DOCKER_HOST'] ?? '') === '' ? undefined : 'docker';
	const named = options.builder?.value ?? byHost;
	const others = named === undefined ? [] : engineNames.filter(name => name !== named);
	const found = await Promise.all(others.map(async name => findEngine(name, interview).catch(() => undefined)));
	return found.flatMap(engine =>
		engine === undefined
			? []
			: [{command: `--builder ${engine.name}`, when: `to build with ${engine.name}, which works here`}],
	);
}
