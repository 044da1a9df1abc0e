// Where an image would probably be pushed: where the last one was, the cluster's own registry, or where the user is logged in.
import {localRegistry} from '../../../kubernetes/local/registry.ts';
import {parseReference, referenceName} from '../../../image/reference.ts';
import {type KnownLogin, knownLogins} from '../../../image/registry/known-logins.ts';
import type {Options} from '../../../options/options.ts';
import {defined} from '../../../system/defined.ts';
import {readText} from '../../../system/files.ts';
import {slug} from '../../../tasks/kubernetes-names.ts';
import type {Context} from '../../../ui/context.ts';
import type {LocalTarget} from '../../reach/local-cluster.ts';
import {specPath} from '../spec/path.ts';

/** A repository, and why it is likely: the end of a sentence. */
export type Suggestion = {readonly repository: string; readonly reason: string};

export type NamedProject = {readonly root: string; readonly name: string};

/** The name of an image of the project, without a registry. */
export const imageName = ({name}: NamedProject): string => slug(name);

/** The most likely first. Only a guess: nothing is pushed there unless the user says so. */
export async function suggestImages(
	project: NamedProject,
	options: Options,
	local: LocalTarget | undefined,
	context: Pick<Context, 'cwd' | 'env' | 'ui'>,
): Promise<readonly Suggestion[]> {
	const {cwd, env, ui} = context;
	const name = imageName(project);
	const last = await lastImage(specPath(options, project, cwd).value);
	const own = local === undefined ? undefined : await localRegistry(local.kube);
	return [
		...(last === undefined ? [] : [{repository: last, reason: 'the spec of the last deploy names it'}]),
		...(own === undefined || local === undefined
			? []
			: [{repository: `${own}/${name}`, reason: `it is the registry of ${local.cluster.context}`}]),
		...suggestionsOf(await knownLogins(env, defined({signal: ui.signal})), name),
	].filter(({repository}) => isValid(repository));
}

/** The repository of the image that the spec there names by digest: one that was pushed. */
async function lastImage(path: string): Promise<string | undefined> {
	const text = path === '-' ? undefined : await readText(path).catch(() => undefined);
	const image = /^\s*(?:- )?image: ['"]?([^\s'"@]+)@sha256:/m.exec(text ?? '')?.[1];
	return image !== undefined && isValid(image) ? referenceName(parseReference(image)) : undefined;
}

/** Registries of a company or a cloud come before those for everybody. */
export function suggestionsOf(logins: readonly KnownLogin[], name: string): readonly Suggestion[] {
	const all = logins.flatMap(({registry, user}) => {
		const repository = repositoryAt(registry, user, name);
		if (repository === undefined) return [];
		const as = user === undefined || !isPerson(user) ? '' : ` as ${user}`;
		return [{repository, reason: `you are logged in to ${registry}${as}`}];
	});
	const isPublic = ({repository}: Suggestion): boolean => isOfUser(repository.split('/', 1)[0] ?? '');
	return [...all.filter(one => !isPublic(one)), ...all.filter(isPublic)];
}

/** Registries where repositories stand below the name of their owner. */
const isOfUser = (registry: string): boolean => /^(?:docker\.io|ghcr\.io|quay\.io)$|(?:^|\.)gitlab\./.test(registry);

function repositoryAt(registry: string, user: string | undefined, name: string): string | undefined {
	// They stand below a cloud project, which no login names.
	if (/(?:^|\.)gcr\.io$|-docker\.pkg\.dev$/.test(registry)) return undefined;
	if (!isOfUser(registry)) return `${registry}/${name}`;
	return user === undefined || !isPerson(user) ? undefined : `${registry}/${user.toLowerCase()}/${name}`;
}

/** Logins of machines have names that are not those of an owner of repositories. */
const isPerson = (user: string): boolean =>
	/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/i.test(user) &&
	!/^(?:AWS|oauth2.*|token|gitlab-ci-token|0{8}-0{4}-0{4}-0{4}-0{12})$/i.test(user);

function isValid(repository: string): boolean {
	try {
		parseReference(repository);
		return true;
	} catch {
		return false;
	}
}
