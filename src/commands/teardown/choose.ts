// Which resources a teardown removes: by names, all, all but the newest versions, or as chosen in a menu; and what is left.
import {isFinalState} from '../../kfp/schemas.ts';
import {isOn, type Options} from '../../options/options.ts';
import type {Ui} from '../../ui/ui.ts';
import {type OnServer, schedulesOf} from './on-server.ts';
import {type CreatedResource, isCreated, type Resource} from './resource.ts';

/** A resource that stays, and why. */
export type Kept = {readonly name: string; readonly reason: string};

export type Choice = {
	readonly chosen: readonly CreatedResource[];
	/** Left on purpose. */
	readonly kept: readonly Kept[];
	/** Asked for, and cannot be removed. */
	readonly left: readonly Kept[];
	/** The user chose in the menu. */
	readonly isAsked?: true;
};

export async function chooseResources(
	resources: readonly Resource[],
	server: OnServer | undefined,
	names: readonly string[],
	options: Options,
	ui: Ui,
): Promise<Choice> {
	if (names.length > 0) return withoutUsed(byName(resources, names), names);
	if (options.keep !== undefined) return withoutUsed(oldVersions(resources, server, options.keep.value), []);
	const created = resources.filter(isCreated);
	if (isOn(options.all) || created.length === 0) return withoutUsed(everything(resources), []);
	const marked = await ui.ask({
		kind: 'multiselect',
		name: 'resources',
		message: 'Which resources should be removed?',
		flag: '--all',
		choices: resources.map(resource =>
			isCreated(resource)
				? {value: resource.name, hint: [resource.detail, resource.spared].filter(Boolean).join('; ')}
				: {value: resource.name, disabled: `${resource.detail}; left unchanged`},
		),
		initial: [],
	});
	const chosen = created.filter(({name}) => marked.includes(name));
	return {...withoutUsed({chosen, kept: [], left: []}, marked), isAsked: true};
}

/** What was named and is not created by kfp-wizard is left; what does not exist any more counts as done. */
function byName(resources: readonly Resource[], names: readonly string[]): Choice {
	const found = resources.filter(({name}) => names.includes(name));
	const missing = names.filter(name => !found.some(resource => resource.name === name));
	return {
		chosen: found.filter(isCreated),
		kept: [],
		left: [
			...found.filter(resource => !isCreated(resource)).map(reasonOf),
			...missing
				.filter(name => name.startsWith('image/'))
				.map(name => ({name, reason: 'no version of this project says that kfp-wizard built it'})),
		],
	};
}

/** What may be on the cluster and cannot be looked at is left; an image without a creator is left on purpose. */
function everything(resources: readonly Resource[]): Choice {
	const isUnseen = (resource: Resource): boolean => resource.origin === 'unknown' && resource.kind !== 'image';
	const spared = resources.filter(isCreated).filter(resource => resource.spared !== undefined);
	return {
		chosen: resources.filter(isCreated).filter(resource => resource.spared === undefined),
		kept: [
			...spared.map(({name, spared: reason = ''}) => ({name, reason})),
			...resources.filter(resource => !isCreated(resource) && !isUnseen(resource)).map(reasonOf),
		],
		left: resources.filter(isUnseen).map(reasonOf),
	};
}

/** All versions but the newest ones of each pipeline, with their images; not those that a run or a schedule uses. */
function oldVersions(resources: readonly Resource[], server: OnServer | undefined, keep: number): Choice {
	const kept: Kept[] = [];
	const old = new Set<string>();
	const spared = new Map(resources.filter(isCreated).map(resource => [resource.name, resource.spared]));
	for (const found of server?.pipelines ?? []) {
		for (const version of found.versions.slice(keep)) {
			const name = `version/${version.name}`;
			const reason = spared.get(name);
			if (reason !== undefined) {
				kept.push({name, reason});
				continue;
			}
			const active = [...found.runs, ...found.others.runs].find(
				run =>
					!isFinalState(run.state) &&
					run.pipeline_version_reference?.pipeline_version_id === version.pipeline_version_id,
			);
			const [user] = [...schedulesOf(version, found), ...(active === undefined ? [] : [`run/${active.run_id}`])];
			if (user === undefined) old.add(name);
			else kept.push({name, reason: `${user} uses it`});
		}
	}
	const isOld = (resource: CreatedResource): boolean =>
		resource.kind === 'image'
			? resource.spared === undefined && (resource.usedBy ?? []).every(users => users.some(user => old.has(user)))
			: old.has(resource.name);
	return {chosen: resources.filter(isCreated).filter(isOld), kept, left: []};
}

/** Without what something uses that stays. `asked`: what the user named or marked; it is left rather than kept. */
function withoutUsed({chosen, kept, left}: Choice, asked: readonly string[]): Choice {
	const names = new Set(chosen.map(({name}) => name));
	const userOf = ({usedBy = []}: CreatedResource): string | undefined =>
		usedBy.find(users => !users.some(user => names.has(user)))?.[0];
	const used = chosen.flatMap(resource => {
		const user = userOf(resource);
		return user === undefined ? [] : [{name: resource.name, reason: `${user} uses it`}];
	});
	return {
		chosen: chosen.filter(resource => userOf(resource) === undefined),
		kept: [...kept, ...used.filter(({name}) => !asked.includes(name))],
		left: [...left, ...used.filter(({name}) => asked.includes(name))],
	};
}

const reasonOf = ({name, detail}: Resource): Kept => ({name, reason: detail});
