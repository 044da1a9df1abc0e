// The error at the end of the input, while a question is open.
import {WizardError} from '../system/errors.ts';

export const noMoreInput = (): WizardError =>
	new WizardError('cancelled', 'Cancelled: there is no more input', {code: 'CANCELLED'});
