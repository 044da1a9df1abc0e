// The volumes that a cluster makes for a task: empty folders and ephemeral volumes.
import type {EmptyDir, EphemeralVolume, TaskSettings} from './task-settings.ts';

type Named = {readonly name: string};

/** Where processes of a container share memory. */
const sharedMemoryPath = '/dev/shm';

/** The empty folders of a task, each with a name for its volume; `/dev/shm` is the first. */
export function emptyDirsOf({sharedMemory: size, emptyDirs = []}: TaskSettings): readonly (EmptyDir & Named)[] {
	return [
		...(size === undefined ? [] : [{name: 'shared-memory', path: sharedMemoryPath, size, medium: 'Memory' as const}]),
		...emptyDirs.map((dir, index) => ({name: `empty-dir-${index + 1}`, ...dir})),
	];
}

/** The ephemeral volumes of a task, each with a name. */
export const ephemeralVolumesOf = ({ephemeralVolumes = []}: TaskSettings): readonly (EphemeralVolume & Named)[] =>
	ephemeralVolumes.map((volume, index) => ({name: `ephemeral-${index + 1}`, ...volume}));

/** The empty folders that only a cluster makes, as texts; this machine has `/dev/shm` too. */
export const madeFolders = (paths: readonly string[]): readonly string[] =>
	paths.filter(path => path !== sharedMemoryPath).map(path => `the empty folder ${path}`);
