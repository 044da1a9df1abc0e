// All that rules may look at: the project, what is selected of it, and what is known of the image.
import type {DatasetKind} from '../kedro/datasets.ts';
import type {ContextWarning} from '../image/context/context.ts';
import type {Outline} from '../image/outline/outline.ts';
import type {RunFormat, WorkflowSize} from '../pipeline-spec/size/size.ts';
import type {TaskGraph} from '../schema/graph.ts';
import type {Pipeline, SourceLocation, Project} from '../schema/project.ts';

/** The project's own Dockerfile, and what its image will hold. */
export type OwnDockerfile = Outline & {
	/** As messages name it. */
	readonly path: string;
	readonly text: string;
	/** Whether the ignore rules of the build leave out a path of the project. */
	readonly ignores: (path: string) => boolean;
};

/** What depends on the Kedro version or on the image comes in as a function or a value. */
export type Facts = {
	readonly project: Project;
	/** The selected pipeline. */
	readonly pipeline: Pipeline;
	/** How its nodes are grouped into tasks. */
	readonly graph: TaskGraph;
	readonly environment: string;
	/** Where fixes put data: `s3://bucket/prefix`, where the user has set it. */
	readonly data?: string;
	/** The plain variables of every task on a cluster. */
	readonly variables?: Readonly<Record<string, string>>;
	/** The run that these tasks make, and those that other groupings would make; absent where no size matters. */
	readonly run?: {
		readonly format: RunFormat;
		/** Keys of kfp.yml that this format has nothing for. */
		readonly problems?: Facts['settings']['problems'];
		/** `undefined` where no spec can be made. */
		readonly sizeOf: (graph: TaskGraph, format: RunFormat) => WorkflowSize | undefined;
		/** At most so many tasks of the grouping in use; `undefined` where settings of nodes keep more apart. */
		readonly atMost: (most: number) => TaskGraph | undefined;
	};
	/** Whether `kedro run` of the project's Kedro version can select a node by this name. */
	readonly canSelectNode: (name: string) => boolean;
	readonly kindOf: (datasetName: string) => DatasetKind;
	/** Groups of node names that became one name before they got a suffix. */
	readonly collisions: readonly (readonly string[])[];
	/** Whether a credentials file of the base or the chosen environment would be in the image. */
	readonly credentialsInImage: boolean;
	/** What the tasks get from Secrets and variables, where it is known. */
	readonly credentials?: {
		/** The name for `--credentials-secret`: as it is set, else a proposal. */
		readonly secret: string;
		/** Whether the option is set: the tasks then get what the catalog names. */
		readonly isGiven: boolean;
		/** A Secret that kfp.yml mounts in the configuration folder of every task. */
		readonly mounted?: string;
		/** Whether every task gets a variable. */
		readonly hasVariable: (name: string) => boolean;
	};
	/** Whether a path relative to the project would be in the image; true when unknown. */
	readonly imageHasFile: (path: string) => boolean;
	/** Whether the base image, which cannot be seen, would have to bring it, although the configuration is sent. */
	readonly onlyBaseMayHave?: (path: string) => boolean;
	/** A file with the settings of kedro-kubeflow, or the script of an older Kedro guide. */
	readonly otherDeployer?: string;
	/** What runs before or after the tasks of a run, without the variables that on_start hands on, in words. */
	readonly withoutHandedOn?: readonly string[];
	/** The requirements file that kfp.yml names for the task of a node, for packages besides those of the project. */
	readonly requirementsOf?: (node: string) => string | undefined;
	/** The Dockerfile of the image, where it is known. */
	readonly dockerfile?: {readonly text: string; readonly generated: boolean; readonly ignoreFile?: string | undefined};
	/** What the project's own Dockerfile makes of the files that are sent; absent for a generated one. */
	readonly outline?: OwnDockerfile;
	/** What would be in the image, or is in its Dockerfile, and should not be, where it is known. */
	readonly unwanted?: readonly {
		readonly path: string;
		/** 1-based, where its content is the reason. */
		readonly line?: number;
		readonly reason: string;
		readonly secret: boolean;
		readonly inDockerfile: boolean;
	}[];
	/** What looks like a secret in the configuration that would be in the image, where it is known; never the value. */
	readonly secretValues?: readonly {
		readonly file: string;
		readonly line: number;
		readonly reason: string;
		readonly certain: boolean;
	}[];
	/** What a person should know of the files that go into the image. */
	readonly contextWarnings?: readonly ContextWarning[];
	/** What is wrong in kfp.yml, in words. */
	readonly settings: {
		readonly problems: readonly {
			readonly message: string;
			readonly fix: string;
			readonly place: SourceLocation | null;
		}[];
		/**
		 * Settings of nodes, tags and pipelines that the project does not have, with the names that exist; datasets of `metrics`
		 * and `reports` that no node stores, with those that are stored.
		 */
		readonly unknownTargets: readonly {
			readonly kind: 'node' | 'tag' | 'pipeline' | 'dataset';
			readonly name: string;
			readonly known: readonly string[];
			readonly place: SourceLocation | null;
		}[];
	};
};
