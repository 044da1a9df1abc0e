// How long reading the project may take.
import type {Options} from '../../../options/options.ts';

const defaultTimeout = 120;

/** Seconds. */
export const timeoutOf = ({timeout}: Options): number => timeout?.value ?? defaultTimeout;
