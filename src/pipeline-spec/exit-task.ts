// The task that runs when all others have ended, whatever happened.
import {type ExtraTask, extraTask} from './extra-task.ts';
import type {SpecInput} from './spec-input.ts';

/** The group of all other tasks of a KFP v2 pipeline. */
export const mainName = 'main';

/** What a v1 Workflow has for its state, and what a read spec has for it in both formats. */
export const statePlaceholder = '{{workflow.status}}';

/** With the run, and how it ended; `undefined` where nothing runs at the end. */
export const exitOf = (input: SpecInput): ExtraTask | undefined =>
	input.onExit && extraTask('on-exit', input, input.onExit, {finalState: true});
