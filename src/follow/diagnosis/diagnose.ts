// Finds why a task does not start or has failed: the first cause that fits, the narrow ones before the wide ones.
import {type Cause, type Diagnosis, type Trouble} from './cause.ts';
import {commandNotFound} from './command-not-found.ts';
import {deadline} from './deadline.ts';
import {driverFailed} from './driver-failed.ts';
import {evicted} from './evicted.ts';
import {execFormat} from './exec-format.ts';
import {imageName} from './image-name.ts';
import {imageNotFound} from './image-not-found.ts';
import {imageNotLoaded} from './image-not-loaded.ts';
import {imagePlatform} from './image-platform.ts';
import {imageUnauthorized} from './image-unauthorized.ts';
import {killed} from './killed.ts';
import {missingSecret} from './missing-secret.ts';
import {outOfMemory} from './out-of-memory.ts';
import {podNotStarted} from './pod-not-started.ts';
import {podRefused} from './pod-refused.ts';
import {quota} from './quota.ts';
import {registryUnreachable} from './registry-unreachable.ts';
import {runsAsRoot} from './runs-as-root.ts';
import {serviceAccount} from './service-account.ts';
import {storage} from './storage.ts';
import {unschedulable} from './unschedulable.ts';
import {volume} from './volume.ts';

export const causes: readonly Cause[] = [
	evicted,
	outOfMemory,
	deadline,
	imageName,
	imageNotLoaded,
	imagePlatform,
	imageUnauthorized,
	imageNotFound,
	registryUnreachable,
	missingSecret,
	runsAsRoot,
	quota,
	podRefused,
	volume,
	unschedulable,
	podNotStarted,
	execFormat,
	commandNotFound,
	serviceAccount,
	storage,
	driverFailed,
	killed,
];

export function diagnose(trouble: Trouble): Diagnosis | undefined {
	for (const {id, find} of causes) {
		const found = find(trouble);
		if (found !== undefined) return {cause: id, ...found};
	}
	return undefined;
}
