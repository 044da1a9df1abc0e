// The list of the rules about a built image, which the smoke test runs before the push.
import type {ImageFacts} from './image-facts.ts';
import type {Rule} from './rule.ts';
import {imageImportFailed} from './rules/image/import-failed.ts';
import {imageKedroNotFound} from './rules/image/kedro-not-found.ts';
import {imageMissingConfiguration} from './rules/image/missing-configuration.ts';
import {imageMissingLibrary} from './rules/image/missing-library.ts';
import {imageNoAnswer} from './rules/image/no-answer.ts';
import {imageNoPermission} from './rules/image/no-permission.ts';
import {imageNoProject} from './rules/image/no-project.ts';
import {imageOtherKedro} from './rules/image/other-kedro.ts';
import {imageOtherNodes} from './rules/image/other-nodes.ts';
import {imageOtherPlatform} from './rules/image/other-platform.ts';
import {imageOtherPython} from './rules/image/other-python.ts';
import {imageRunOptions} from './rules/image/run-options.ts';

/** In the order in which a task would meet them. */
export const imageRules: readonly Rule<ImageFacts>[] = [
	imageOtherPlatform,
	imageNoAnswer,
	imageKedroNotFound,
	imageOtherPython,
	imageOtherKedro,
	imageNoProject,
	imageNoPermission,
	imageImportFailed,
	imageMissingLibrary,
	imageRunOptions,
	imageOtherNodes,
	imageMissingConfiguration,
];
