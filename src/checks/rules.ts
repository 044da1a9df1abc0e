// The list of all rules. A rule with the id `category/what` is in the file `rules/category/what.ts`.
import type {Rule} from './rule.ts';
import {catalogBadLocation} from './rules/catalog/bad-location.ts';
import {catalogConfirms} from './rules/catalog/confirms.ts';
import {catalogCredentials} from './rules/catalog/credentials.ts';
import {catalogLocalDataset} from './rules/catalog/local-dataset.ts';
import {catalogLocalInput} from './rules/catalog/local-input.ts';
import {catalogLostOutput} from './rules/catalog/lost-output.ts';
import {catalogMemoryDataset} from './rules/catalog/memory-dataset.ts';
import {catalogNestedPath} from './rules/catalog/nested-path.ts';
import {catalogOnlyDefault} from './rules/catalog/only-default.ts';
import {catalogSharedPlace} from './rules/catalog/shared-place.ts';
import {catalogTranscodedPlaces} from './rules/catalog/transcoded-places.ts';
import {catalogUnknownDataset} from './rules/catalog/unknown-dataset.ts';
import {configNoBase} from './rules/config/no-base.ts';
import {configSecretValue} from './rules/config/secret-value.ts';
import {configSource} from './rules/config/source.ts';
import {configUnresolved} from './rules/config/unresolved.ts';
import {environmentClientVariable} from './rules/environment/client-variable.ts';
import {environmentLocalHost} from './rules/environment/local-host.ts';
import {environmentMissing} from './rules/environment/missing.ts';
import {environmentNotInImage} from './rules/environment/not-in-image.ts';
import {environmentOnlyDefault} from './rules/environment/only-default.ts';
import {environmentNotYet} from './rules/environment/not-yet.ts';
import {environmentVariable} from './rules/environment/variable.ts';
import {hooksEveryTask} from './rules/hooks/every-task.ts';
import {hooksNotRead} from './rules/hooks/not-read.ts';
import {imageContext} from './rules/image/context.ts';
import {imageEntrypoint} from './rules/image/entrypoint.ts';
import {imageKedroNotOnPath} from './rules/image/kedro-not-on-path.ts';
import {imageMissingSource} from './rules/image/missing-source.ts';
import {imageMovingBase} from './rules/image/moving-base.ts';
import {imageNotCopied} from './rules/image/not-copied.ts';
import {imageNotInstalled} from './rules/image/not-installed.ts';
import {imagePathParameter} from './rules/image/path-parameter.ts';
import {imagePythonVersion} from './rules/image/python-version.ts';
import {imageRootUser} from './rules/image/root-user.ts';
import {imageSystemLibrary} from './rules/image/system-library.ts';
import {imageUnknownInstruction} from './rules/image/unknown-instruction.ts';
import {imageWorkingFolder} from './rules/image/working-folder.ts';
import {imageLeftOut} from './rules/image/left-out.ts';
import {imageReadAtImport} from './rules/image/read-at-import.ts';
import {imageUnwantedFile} from './rules/image/unwanted-file.ts';
import {kedroMismatch} from './rules/kedro/mismatch.ts';
import {kedroSilentErrors} from './rules/kedro/silent-errors.ts';
import {kedroTooOld} from './rules/kedro/too-old.ts';
import {mlflowBetweenTasks} from './rules/mlflow/between-tasks.ts';
import {mlflowRunPerTask} from './rules/mlflow/run-per-task.ts';
import {mlflowTrackingUri} from './rules/mlflow/tracking-uri.ts';
import {nameCollision} from './rules/name/collision.ts';
import {nameHiddenCharacters} from './rules/name/hidden-characters.ts';
import {nameTooLong} from './rules/name/too-long.ts';
import {nameUnusable} from './rules/name/unusable.ts';
import {nodeUnnamed} from './rules/node/unnamed.ts';
import {pipelineDropped} from './rules/pipeline/dropped.ts';
import {pipelineEmpty} from './rules/pipeline/empty.ts';
import {pipelineMissingInput} from './rules/pipeline/missing-input.ts';
import {pipelineMissingParameter} from './rules/pipeline/missing-parameter.ts';
import {pipelineSize} from './rules/pipeline/size.ts';
import {projectKedroKubeflow} from './rules/project/kedro-kubeflow.ts';
import {projectRunCommand} from './rules/project/run-command.ts';
import {projectSettings} from './rules/project/settings.ts';
import {projectTelemetry} from './rules/project/telemetry.ts';
import {projectWarning} from './rules/project/warning.ts';
import {requirementsExtraMissing} from './rules/requirements/extra-missing.ts';
import {requirementsImportMissing} from './rules/requirements/import-missing.ts';
import {requirementsLockOutdated} from './rules/requirements/lock-outdated.ts';
import {requirementsMissing} from './rules/requirements/missing.ts';
import {requirementsNotInstallable} from './rules/requirements/not-installable.ts';
import {requirementsOtherVersion} from './rules/requirements/other-version.ts';
import {requirementsTaskFile} from './rules/requirements/task-file.ts';
import {requirementsUnpinned} from './rules/requirements/unpinned.ts';
import {settingsInvalid} from './rules/settings/invalid.ts';
import {settingsUnknownTarget} from './rules/settings/unknown-target.ts';

/** In the order of the documentation: the project, its pipeline and names, its data, its configuration. */
export const rules: readonly Rule[] = [
	kedroTooOld,
	kedroSilentErrors,
	kedroMismatch,
	projectSettings,
	projectRunCommand,
	projectWarning,
	projectTelemetry,
	projectKedroKubeflow,
	requirementsMissing,
	requirementsNotInstallable,
	requirementsLockOutdated,
	requirementsOtherVersion,
	requirementsUnpinned,
	requirementsExtraMissing,
	requirementsImportMissing,
	requirementsTaskFile,
	hooksNotRead,
	hooksEveryTask,
	pipelineDropped,
	pipelineEmpty,
	pipelineMissingInput,
	pipelineMissingParameter,
	nodeUnnamed,
	nameUnusable,
	nameCollision,
	nameHiddenCharacters,
	nameTooLong,
	pipelineSize,
	catalogMemoryDataset,
	catalogLocalDataset,
	catalogLocalInput,
	catalogLostOutput,
	catalogOnlyDefault,
	catalogUnknownDataset,
	catalogTranscodedPlaces,
	catalogSharedPlace,
	catalogBadLocation,
	catalogNestedPath,
	catalogConfirms,
	mlflowBetweenTasks,
	mlflowTrackingUri,
	mlflowRunPerTask,
	catalogCredentials,
	environmentMissing,
	environmentNotInImage,
	environmentOnlyDefault,
	environmentVariable,
	environmentNotYet,
	environmentClientVariable,
	environmentLocalHost,
	imageLeftOut,
	imageReadAtImport,
	imagePathParameter,
	imageUnwantedFile,
	imageContext,
	imageUnknownInstruction,
	imageMissingSource,
	imageNotCopied,
	imageWorkingFolder,
	imageNotInstalled,
	imageKedroNotOnPath,
	imagePythonVersion,
	imageEntrypoint,
	imageSystemLibrary,
	imageMovingBase,
	imageRootUser,
	configSource,
	configNoBase,
	configUnresolved,
	configSecretValue,
	settingsInvalid,
	settingsUnknownTarget,
];
