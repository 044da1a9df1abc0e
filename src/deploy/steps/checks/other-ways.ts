// What else solves a finding than its fix: options, each with what it changes.
import type {OptionChanges} from '../../../options/options.ts';
import type {Finding} from '../../../schema/finding.ts';
import {count, quote} from '../../../system/text.ts';
import {groupings} from '../../../tasks/group-by.ts';
import type {Choice} from '../../../ui/ui.ts';
import {credentialsSecretName, deployedName} from '../../names.ts';
import {namesOf, type Selected} from '../../selection.ts';
import {grouped} from '../selection/group.ts';
import {checkSelection} from './run.ts';

export type OtherWay = {readonly choice: Choice; readonly change: OptionChanges};

type WaysOf = (findings: readonly Finding[], selected: Selected) => readonly OtherWay[];

/** By the id of the rule. */
const ways: Readonly<Record<string, WaysOf>> = {
	'catalog/memory-dataset': byGrouping,
	'catalog/local-dataset': byGrouping,
	'catalog/credentials': bySecret,
	'image/unwanted-file': byAllowing,
};

/** For findings of one rule. */
export function otherWays(findings: readonly Finding[], selected: Selected): readonly OtherWay[] {
	const [first] = findings;
	if (first === undefined || findings.some(({rule}) => rule !== first.rule)) return [];
	return ways[first.rule]?.(findings, selected) ?? [];
}

/** Nodes in one container need no dataset between them. With the most tasks first: they run in parallel. */
function byGrouping(findings: readonly Finding[], {selection, options}: Selected): readonly OtherWay[] {
	const {project, pipeline, graph: now} = selection;
	const [{rule}] = findings as readonly [Finding];
	const datasets = new Set(findings.map(({dataset}) => dataset));
	return groupings
		.map(({by, text}) => ({by, text, graph: grouped(project, pipeline, by, options).graph}))
		.filter(({graph}) => {
			if (graph.tasks.length === now.tasks.length) return false;
			const left = checkSelection({...selection, graph}, undefined, options).findings;
			return !left.some(finding => finding.rule === rule && datasets.has(finding.dataset));
		})
		.toSorted((a, b) => b.graph.tasks.length - a.graph.tasks.length)
		.filter(({graph}, index, all) => graph.tasks.length !== all[index - 1]?.graph.tasks.length)
		.slice(0, 2)
		.map(({by, text, graph}) => ({
			choice: {
				value: by,
				label: `Group the nodes: ${text}`,
				hint: `${count(graph.tasks.length, 'task')} instead of ${now.tasks.length} (--group-by ${by})`,
			},
			change: {groupBy: by},
		}));
}

function bySecret(_: readonly Finding[], {selection, options}: Selected): readonly OtherWay[] {
	if (options.credentialsSecret !== undefined) return [];
	const name = credentialsSecretName(deployedName(selection.project, namesOf(selection), options).value);
	const hint = `with the part of credentials.yml that the datasets name (--credentials-secret ${name})`;
	return [{choice: {value: name, label: `A Secret of their own: ${name}`, hint}, change: {credentialsSecret: name}}];
}

/** Only what looks like a credential can be allowed. */
function byAllowing(findings: readonly Finding[], {source, options}: Selected): readonly OtherWay[] {
	const suspicious = new Set(source?.context.suspicious.map(({path}) => path));
	const files = [...new Set(findings.flatMap(({file}) => file ?? []))];
	if (files.length === 0 || !files.every(file => suspicious.has(file))) return [];
	return [
		{
			choice: {
				value: 'allow',
				label: 'Keep it in the image',
				hint: `it is harmless (${files.map(file => `--allow-file ${quote(file)}`).join(' ')})`,
			},
			change: {allowFile: [...(options.allowFile?.value ?? []), ...files]},
		},
	];
}
