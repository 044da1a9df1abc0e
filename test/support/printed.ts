// The command that an error prints, typed as it stands: one test for each code, named by it.
import {it} from 'vitest';

/** `does`: what the words beside the command say, and what `run` shows of the command. `npm test -- -t CODE` runs it. */
export const printed = (code: string, does: string, run: () => Promise<void>): void => it(`${code}: ${does}`, run);
