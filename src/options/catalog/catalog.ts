// The catalogue of options: each is declared once, in the file of its group. `option.ts` says what each field is for.
import {checkOptions} from './checks.ts';
import {clusterOptions} from './cluster.ts';
import {followOptions} from './follow.ts';
import {imageOptions} from './image.ts';
import {outputOptions} from './output.ts';
import {parameterOptions} from './parameters.ts';
import {partOptions} from './part.ts';
import {projectOptions} from './project.ts';
import {rehearsalOptions} from './rehearsal.ts';
import {runOptions} from './run.ts';
import {scheduleOptions} from './schedule.ts';
import {secretOptions} from './secret.ts';
import {specOptions} from './spec.ts';

/** In the order of `--help`. */
export const catalog = {
	...projectOptions,
	...partOptions,
	...imageOptions,
	...secretOptions,
	...specOptions,
	...parameterOptions,
	...clusterOptions,
	...runOptions,
	...followOptions,
	...scheduleOptions,
	...rehearsalOptions,
	...checkOptions,
	...outputOptions,
} as const;
