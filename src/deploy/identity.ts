// The identity that a project has: kept in kfp.yml, else by its repository, else only by its folder.
import type {Options} from '../options/options.ts';
import {sha256} from '../system/digest.ts';
import {folderTrace} from '../system/folder-trace.ts';
import type {GitOptions} from '../system/git-program.ts';
import {type GitOrigin, readOrigin} from '../system/git-origin.ts';
import type {ProjectIdentity} from '../system/project-identity.ts';

/** Hexadecimal digits of an id. */
const length = 12;

/** A fork or a mirror has two remotes; a mark has no room for more. */
const mostRemotes = 2;

type Found = {readonly root: string; readonly name: string; readonly package: string};

/** Runs git only where no `project_id` is set. @throws WizardError `cancelled` only. */
export async function projectIdentity(
	{root, name, package: packageName}: Found,
	{projectId}: Pick<Options, 'projectId'>,
	git: GitOptions,
): Promise<ProjectIdentity> {
	const common = {name, former: sha256(packageName, length)};
	if (projectId !== undefined)
		return {...common, by: 'setting', source: projectId.source, ids: [projectId.value], earlier: []};
	const id = (kind: string, ...parts: readonly string[]): string =>
		`${kind}-${sha256(JSON.stringify([...parts, packageName]), length)}`;
	const [origin, trace] = await Promise.all([readOrigin(root, 'pyproject.toml', git), folderTrace(root)]);
	const ofFolder = id('dir', trace);
	const onlyFolder = (reason: string): ProjectIdentity => ({
		...common,
		by: 'folder',
		source: `detected: this folder alone, since ${reason}`,
		ids: [ofFolder],
		earlier: [],
	});
	if ('reason' in origin) return onlyFolder(origin.reason);
	const {remotes, path} = origin;
	const ofRemotes = remotes.slice(0, mostRemotes).map(remote => id('url', remote, path));
	const [first, ...others] = origin.root === undefined ? ofRemotes : [id('git', origin.root, path), ...ofRemotes];
	if (first === undefined) return onlyFolder('its clone has neither the first commit nor a remote');
	return {...common, ...inWords(origin), ids: [first, ...others], earlier: [ofFolder]};
}

const inWords = ({root, remotes}: GitOrigin): Pick<ProjectIdentity, 'by' | 'source'> =>
	root === undefined
		? {by: 'remote', source: `detected: the remote ${remotes[0] ?? ''}, since this clone lacks the first commit`}
		: {by: 'history', source: `detected: the git repository that begins with ${root.slice(0, 7)}`};
