// How rows look in the tests: on Linux without a terminal, with Unicode or with ASCII alone.
import type {Host} from '../../../src/ui/text/features.ts';
import {lookOf} from '../../../src/ui/text/look.ts';

export const linux = (env: Host['env']): Host => ({env, platform: 'linux'});

export const look = lookOf({}, linux({LANG: 'C.UTF-8'}));
export const ascii = lookOf({}, linux({LANG: 'C'}));
