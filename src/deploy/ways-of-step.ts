// What can be chosen otherwise where the work of a step is refused.
import type {StepId} from '../schema/event.ts';
import type {NextCommand, WizardError} from '../system/errors.ts';

const namespace: NextCommand = {command: '--namespace NS', when: 'to use another namespace'};
const experiment: NextCommand = {command: '--experiment NAME', when: 'to use another experiment'};
const spec: NextCommand = {command: '--spec PATH', when: 'to write the spec to another file'};

export function waysOfStep(step: StepId, {code}: WizardError): readonly NextCommand[] {
	if (step === 'spec') return [spec];
	if (code !== 'KFP_DENIED') return [];
	if (step === 'upload') return [namespace];
	return step === 'run' || step === 'schedule' ? [experiment, namespace] : [];
}
