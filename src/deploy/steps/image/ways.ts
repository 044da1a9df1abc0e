// What can be done about a registry that refuses or does not answer, and about an engine that does not work.
import {engineNames} from '../../../image/engine/engine.ts';
import {findEngine} from '../../../image/engine/find-engine.ts';
import {toPushElsewhere} from '../../../image/registry/next-commands.ts';
import type {NextCommand, WizardError} from '../../../system/errors.ts';
import type {Interview} from '../../interview/interview.ts';
import {localOf} from './destination.ts';
import type {Asked} from './inspect.ts';

const refusals = /^HTTP_|^REGISTRY_|^PUSH_DENIED$|^REPOSITORY_MISSING$/;

export async function waysToImage(
	{code}: WizardError,
	asked: Asked,
	interview: Interview,
): Promise<readonly NextCommand[]> {
	if (refusals.test(code)) return elsewhere(asked, interview);
	return code.startsWith('ENGINE_') ? otherEngines(asked, interview) : [];
}

async function elsewhere({options}: Asked, interview: Interview): Promise<readonly NextCommand[]> {
	const local = await localOf(options, interview);
	return [
		toPushElsewhere,
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
