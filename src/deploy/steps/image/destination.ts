// Where the image goes: to a registry, or into the cluster on this machine. A name without a registry is asked about.
import type {ImageSource} from '../../../image/source.ts';
import {namesRegistry, parseReference, referenceName} from '../../../image/reference.ts';
import {isOff, isOn, type Options, type Sourced} from '../../../options/options.ts';
import {textQuestion, valueOrAnswer} from '../../../options/questions.ts';
import {defined} from '../../../system/defined.ts';
import {WizardError} from '../../../system/errors.ts';
import {quote} from '../../../system/text.ts';
import type {Context} from '../../../ui/context.ts';
import type {Choice, SelectQuestion} from '../../../ui/ui.ts';
import type {Interview} from '../../interview/interview.ts';
import {findLocal, type LocalTarget, openLocal} from '../../reach/local-cluster.ts';
import {imageName, type NamedProject, suggestImages, type Suggestion} from './suggest.ts';

type Needs = {
	readonly options: Options;
	readonly source: ImageSource | undefined;
	readonly project: NamedProject;
};

/** Says that the image is loaded, and since when: `--load`, `asked`, or `detected: …`. */
export type Load = {readonly target: LocalTarget; readonly source: string};

export type Destination = {readonly repository: Sourced; readonly load?: Load | undefined};

/** @throws WizardError `usage` where no question can be asked, or `--load` has no cluster on this machine. */
export async function askDestination({options, source, project}: Needs, interview: Interview): Promise<Destination> {
	const {ui} = interview;
	const {image, load, push} = options;
	// Nothing is pushed.
	if (source === undefined || isOff(push)) return {repository: await valueOrAnswer(image, textQuestion('image'), ui)};
	const into = (target: LocalTarget, since: string, repository: Sourced | undefined): Destination => ({
		repository: repository ?? {value: imageName(project), source: 'detected: the name of the project'},
		load: {target, source: since},
	});
	if (load !== undefined && isOn(load)) return into(await openLocal(options, interview), load.source, image);
	if (image !== undefined && namesRegistry(image.value)) return {repository: image};
	const local = ui.interactive ? await localOf(options, interview) : undefined;
	const suggestions =
		ui.interactive && image === undefined ? await suggestImages(project, options, local, interview) : [];
	if (image === undefined && local !== undefined) {
		const way = await ui.ask(wayQuestion(local, suggestions[0]));
		if (way === 'load') return into(local, 'asked', undefined);
	}
	const repository = await valueOrAnswer(image, registryQuestion(suggestions[0]), ui);
	if (namesRegistry(repository.value)) return {repository};
	if (!ui.interactive) throw withoutRegistry(repository);
	const answer = await ui.ask(whichRegistry(repository.value, local));
	if (answer === 'load' && local !== undefined) return into(local, 'asked', repository);
	if (answer !== 'other') return {repository: {value: answer, source: 'asked'}};
	const validate = (text: string): string | undefined =>
		textQuestion('image').validate?.(text) ??
		(namesRegistry(text) ? undefined : `${text} names no registry: write for example ghcr.io/acme/${text}`);
	const named = await ui.ask(textQuestion('image', {name: 'registry-image', validate}));
	return {repository: {value: named, source: 'asked'}};
}

/** The cluster on this machine, looked for once in an interview; a tag for the registry leaves it out. */
export const localOf = async (options: Options, interview: Interview): Promise<LocalTarget | undefined> => {
	const {context, host, namespace, upload, tag} = options;
	if (tag !== undefined) return undefined;
	return interview.readings.local([context, host, namespace, upload], () => findLocal(options, interview));
};

const registryQuestion = (suggestion: Suggestion | undefined) =>
	textQuestion(
		'image',
		suggestion === undefined
			? {}
			: {
					suggested: suggestion.repository,
					help: `Enter takes ${suggestion.repository}: ${suggestion.reason}. The tag is made from the content.`,
				},
	);

const loadChoice = ({cluster: {context, product}, problem}: LocalTarget): Choice => ({
	value: 'load',
	flags: '--load',
	label: `Load into ${context} (no registry needed)`,
	hint: `a ${product.title} cluster on this machine`,
	...defined({disabled: problem?.message}),
});

const wayQuestion = (local: LocalTarget, suggestion: Suggestion | undefined): SelectQuestion => ({
	kind: 'select',
	name: 'destination',
	flag: '--load',
	message: 'Where should the image go?',
	choices: [
		loadChoice(local),
		{value: 'push', label: 'Push to a registry', ...defined({hint: suggestion && `such as ${suggestion.repository}`})},
	],
	initial: local.problem === undefined ? 'load' : 'push',
});

const whichRegistry = (text: string, local: LocalTarget | undefined): SelectQuestion => ({
	kind: 'select',
	name: 'registry',
	flag: '--image REF',
	message: `${text} names no registry. Where should the image go?`,
	choices: [
		...(local === undefined ? [] : [loadChoice(local)]),
		{value: onDockerHub(text), label: onDockerHub(text), hint: 'Docker Hub'},
		{value: 'other', label: 'Push to another registry', hint: 'enter its address and the repository', flags: ''},
	],
	initial: local !== undefined && local.problem === undefined ? 'load' : 'other',
});

/** Written out: `docker.io/team/app`. */
function onDockerHub(text: string): string {
	const reference = parseReference(text);
	return referenceName(reference);
}

/** For a deploy without questions. @throws WizardError `usage` REGISTRY_NOT_NAMED. */
export function refuseWithoutRegistry({image, build, push, load}: Options): void {
	if (image === undefined || isOff(build) || isOff(push) || isOn(load) || namesRegistry(image.value)) return;
	throw withoutRegistry(image);
}

function withoutRegistry({value, source}: Sourced): WizardError {
	const hub = onDockerHub(value);
	// Docker Hub lets no user push below its library.
	const own = hub.replace(/^docker\.io\/library\//, 'docker.io/USER/');
	return new WizardError('usage', `The image ${value} (${source}) names no registry to push it to`, {
		code: 'REGISTRY_NOT_NAMED',
		detail: `Docker would push it to ${hub}.`,
		next: [
			{command: `--image ${quote(own)}`, when: `to push it to Docker Hub${own === hub ? '' : ' as USER'}`},
			{command: '--image REF', when: `to push it to another registry, such as ghcr.io/acme/${value}`},
			{command: '--load', when: 'to load it into the cluster on this machine instead'},
			{command: '--no-push', when: 'to build it only'},
		],
	});
}

/** Without questions: `--load`, detected, where the cluster is on this machine and no image says where else to go. */
export async function withDetectedLoad(options: Options, context: Context): Promise<Options> {
	const {image, load, build, push, tag} = options;
	if (image !== undefined || load !== undefined || isOff(build) || isOff(push) || tag !== undefined) return options;
	const local = await findLocal(options, context);
	if (local === undefined || local.problem !== undefined) return options;
	const {context: name, product} = local.cluster;
	return {...options, load: {value: true, source: `detected: ${name} is a ${product.title} cluster on this machine`}};
}
