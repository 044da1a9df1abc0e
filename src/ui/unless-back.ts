// What a question brings where going back leads to what stands before it here, not to an earlier question.
import {WentBack} from './ui.ts';

/** For `catch`. @throws every other error. */
export function unlessBack(thrown: unknown): undefined {
	if (thrown instanceof WentBack) return undefined;
	throw thrown;
}
