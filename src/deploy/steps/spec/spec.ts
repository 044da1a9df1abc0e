// Step 6: the pipeline spec, written once the image is known.
import {isOff, type Options, planValue, type Sourced, valueOr} from '../../../options/options.ts';
import {settingsRows} from '../../../options/settings/settings.ts';
import {asInput, plainData} from '../../../pipeline-spec/pipeline-inputs.ts';
import {refuseForeignFile, refuseUnwritable} from '../../../pipeline-spec/write-spec.ts';
import type {Change, PlanValue} from '../../../schema/plan.ts';
import {tidyPath} from '../../../system/files.ts';
import {unrecorded} from '../../../system/recorded-reads.ts';
import {count} from '../../../system/text.ts';
import {deployedName} from '../../names.ts';
import {namesOf, type Selection} from '../../selection.ts';
import type {Planned, Step} from '../../step.ts';
import type {CredentialsSecret} from '../credentials/secret-file.ts';
import {imageStep} from '../image/image.ts';
import type {ForeseenImages} from '../image/plan.ts';
import type {NamedSecret} from '../secret/named-secret.ts';
import type {ParametersPlan} from '../selection/parameters.ts';
import {artifactsRow} from './artifacts.ts';
import {lineageRow} from './lineage.ts';
import {type MakeSpec, type Spec, specMaker} from './make.ts';
import {specPath} from './path.ts';
import {type SpecReadings, specReadings} from './readings.ts';
import {type SpecFile, writeOut} from './write-out.ts';

type Needs = {
	readonly selection: Selection;
	readonly options: Options;
	readonly parameters: ParametersPlan;
	readonly secret: NamedSecret | undefined;
	readonly credentials?: CredentialsSecret | undefined;
	readonly image: ForeseenImages & {readonly pullPolicy: 'IfNotPresent' | undefined};
	readonly version: string;
	readonly cwd: string;
	/** True where it is written at once, which refuses what cannot be written. */
	readonly isNext?: true;
};

type Asked = Needs & {readonly path: Sourced};

type State = {
	/** The text that is there now; `undefined` for a new file, and for stdout. */
	readonly before: string | undefined;
	readonly readings: SpecReadings;
};

export type SpecPlan = Planned & {
	readonly do: 'write';
	readonly to: SpecFile;
	/** Name of the pipeline on Kubeflow. */
	readonly name: string;
	readonly make: MakeSpec;
	/** Keeps what was read of the specs that were made. */
	readonly keep: () => Promise<void>;
	/** The spec, where the image is known before the build. */
	readonly known: Spec | undefined;
	/** What a run of it is started with, by the names of all the pipeline's inputs. */
	readonly runInputs: ParametersPlan['run'];
};

const unknownImage = `known-after-the-build@sha256:${'0'.repeat(64)}`;

export const specStep = {
	id: 'spec',
	title: 'Spec',

	async ask(needs): Promise<Asked> {
		return {...needs, path: specPath(needs.options, needs.selection.project, needs.cwd)};
	},

	/** @throws WizardError `usage` where it would overwrite a file that kfp-wizard did not write, or cannot write one. */
	async inspect({path, options, isNext}, {kept}): Promise<State> {
		// What is there does not change the spec: it is looked at again when that is written.
		return unrecorded(async () => {
			const readings = specReadings(isOff(options.cache) ? undefined : await kept('specs'));
			if (path.value === '-') return {before: undefined, readings};
			const before = await refuseForeignFile(path.value);
			if (isNext !== true) await refuseUnwritable(path.value);
			return {before, readings};
		});
	},

	plan({selection, options, parameters, secret, credentials, image, version, path}, {before, readings}): SpecPlan {
		const {project, graph} = selection;
		const name = deployedName(project, namesOf(selection), options);
		const format = valueOr(options.format, 'kfp');
		const isArgo = format.value === 'argo';
		const make = specMaker(
			{
				selection,
				options,
				parameters,
				secret,
				credentials,
				name: name.value,
				isArgo,
				pullPolicy: image.pullPolicy,
				version,
			},
			readings,
		);
		// What no spec can express is refused now, not after the build.
		const {known: main, taskImages = {}} = image;
		const filled = Object.fromEntries(Object.entries(taskImages).map(([file, name]) => [file, name ?? unknownImage]));
		const draft = make(main ?? unknownImage, filled);
		const isKnown = main !== undefined && Object.values(taskImages).every(name => name !== undefined);
		const known = isKnown ? draft : undefined;
		const isStdout = path.value === '-';
		const tasks = count(graph.tasks.length, 'task');
		const change: Change = {
			action: before === undefined ? 'create' : before === known?.text ? 'keep' : 'update',
			what: 'spec',
			name: isStdout ? 'stdout' : tidyPath(path.value),
			detail: known === undefined ? `${tasks}, written once the digest is known` : tasks,
		};
		return {
			do: 'write',
			to: isStdout ? {is: 'stdout'} : {is: 'file', path: path.value},
			name: name.value,
			make,
			keep: readings.keep,
			known,
			runInputs: isArgo ? {} : {...defaultsOf(parameters), ...parameters.run},
			changes: [change],
			values: [
				planValue('spec', isStdout ? path : {...path, value: tidyPath(path.value)}),
				planValue('format', format),
				planValue('kfp-name', name),
				...artifactsRow({selection, options, isArgo}),
				...lineageRow({selection, isArgo}),
				...settingsRows(project).map(setting => withoutPull(setting, image.pullPolicy)),
			],
		};
	},

	async apply(plan, work) {
		const {image, taskImages} = work.resultOf(imageStep);
		const spec = plan.make(image, taskImages);
		const written = await writeOut(plan.to, spec, work);
		await plan.keep();
		if (plan.to.is === 'stdout') return {value: spec, outcome: {spec: written}, detail: 'written to stdout'};
		const path = tidyPath(written.path);
		if (written.action !== 'unchanged') work.changed(`${written.action} ${path}`);
		return {value: spec, outcome: {spec: written}, detail: `${path} ${written.action}`};
	},
} satisfies Step<Needs, Asked, State, SpecPlan, Spec>;

/** `Always` of kfp.yml is not used for an image that is in no registry. */
const withoutPull = (setting: PlanValue, policy: Needs['image']['pullPolicy']): PlanValue =>
	policy !== undefined && setting.name === 'image-pull-policy' && setting.value === 'Always'
		? {...setting, value: policy, source: 'detected: the image is in no registry'}
		: setting;

/** Kubeflow's page of a run lists only the parameters that the run was started with. */
const defaultsOf = ({inputs}: ParametersPlan): Record<string, unknown> =>
	Object.fromEntries(inputs.map(({name, type, initial}) => [name, plainData(asInput(type, initial))]));
