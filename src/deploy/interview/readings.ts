// What was read of the project, kept while the interview goes back and forth: reading it again takes seconds.
import type {Interpreter} from '../../kedro/find-python.ts';
import type {PartAnswer} from '../../kedro/pipeline-part.ts';
import {newPythonSession, type PythonSession} from '../../kedro/python-session.ts';
import type {TaskOutcome} from '../../schema/outcome.ts';
import type {Project} from '../../schema/project.ts';
import type {ImageSource} from '../../image/source.ts';
import type {Sensitive} from '../../system/secrets.ts';
import type {ProjectIdentity} from '../../system/project-identity.ts';
import type {LocalTarget} from '../reach/local-cluster.ts';
import type {NodePlatform} from '../reach/platform-of-nodes.ts';
import type {ParametersPlan} from '../steps/selection/parameters.ts';
import type {Trial} from '../steps/secret/trial.ts';

/** What was read for the same `of`; reads it where that is not known. A failure is not kept. */
export type Memo<T> = (of: unknown, read: () => Promise<T>) => Promise<T>;

export type Readings = {
	/** Imports the project once for everything that is read. */
	readonly python: PythonSession;
	readonly interpreter: Memo<Interpreter>;
	readonly project: Memo<Project>;
	/** The nodes of a part of a pipeline. */
	readonly part: Memo<PartAnswer>;
	/** The cluster as the header names it before any question. */
	readonly cluster: Memo<string | undefined>;
	/** What the project's resources are marked with. */
	readonly identity: Memo<ProjectIdentity>;
	/** What the image is made from, for a platform. */
	readonly image: Memo<(platform: string) => ImageSource>;
	readonly parameters: Memo<ParametersPlan>;
	/** Values of credentials.yml. */
	readonly credentials: Memo<Sensitive>;
	/** What the AWS keys may do. */
	readonly trial: Memo<Trial>;
	/** The cluster on this machine, where the deploy goes to one. */
	readonly local: Memo<LocalTarget | undefined>;
	/** The platform of the cluster's nodes, where it can be read. */
	readonly platform: Memo<NodePlatform | undefined>;
	/** Whether everything was read again, because files had changed while they were read. */
	readonly again: {is: boolean};
	/** How the tasks of the plan were rehearsed. */
	readonly rehearsal: {
		/** The result in words, of the project as it is. */
		said?: string | undefined;
		/** Path of its report. */
		report?: string | undefined;
		/** Tasks that have succeeded, where the rehearsal is to go on with the others. */
		succeeded?: readonly TaskOutcome[] | undefined;
	};
	/** Commands of fixes that were made: they upload data that only this machine has, and have not run yet. */
	readonly uploads: Set<string>;
	/** Those that have run. */
	readonly uploaded: Set<string>;
	/** Forgets everything: files have changed, or may have. */
	readonly drop: () => void;
	/** Forgets what was found out about the cluster and the keys: a login has changed, or may have. */
	readonly dropCluster: () => void;
};

export function newReadings(): Readings {
	const ofFiles: Map<string, Promise<unknown>>[] = [];
	const ofCluster: Map<string, Promise<unknown>>[] = [];
	const clear = (some: readonly Map<string, unknown>[]): void => {
		for (const known of some) known.clear();
	};
	const rehearsal: Readings['rehearsal'] = {};
	const python = newPythonSession();
	const memo = <T>(among = ofFiles): Memo<T> => {
		const known = new Map<string, Promise<T>>();
		among.push(known);
		return (of, read) => {
			const key = JSON.stringify(of);
			const earlier = known.get(key);
			if (earlier !== undefined) return earlier;
			const reading = read();
			known.set(key, reading);
			reading.catch(() => known.delete(key));
			return reading;
		};
	};
	return {
		python,
		interpreter: memo(),
		project: memo(),
		part: memo(),
		cluster: memo(ofCluster),
		identity: memo(),
		image: memo(),
		parameters: memo(),
		credentials: memo(),
		trial: memo(ofCluster),
		local: memo(ofCluster),
		platform: memo(ofCluster),
		again: {is: false},
		rehearsal,
		uploads: new Set(),
		uploaded: new Set(),
		drop: () => {
			rehearsal.said = undefined;
			rehearsal.report = undefined;
			python.files.clear();
			clear(ofFiles);
			clear(ofCluster);
		},
		dropCluster: () => clear(ofCluster),
	};
}
