// The image does not have the program of the task, or it may not be run.
import {type Cause, matchIn, textsOf} from './cause.ts';

export const commandNotFound: Cause = {
	id: 'command-not-found',
	find: trouble => {
		const texts = [...textsOf(trouble), ...trouble.log];
		const missing = matchIn(
			texts,
			/exec: "([^"]+)": (?:executable file not found in \$PATH|stat [^:]+: no such file or directory)/,
		);
		if (missing !== undefined) {
			const program = missing[1] ?? '';
			return {
				message: `The image has no program ${program}${program === 'kedro' ? ': Kedro is not installed in it, or not on its PATH' : ''}`,
				fix: [
					program === 'kedro'
						? 'Add kedro to the requirements of the project, then: kfp-wizard deploy --new-run'
						: 'kfp-wizard deploy --new-run --image REF  (an image that has it)',
				],
			};
		}
		const denied = matchIn(texts, /exec: "([^"]+)": permission denied/);
		if (denied !== undefined)
			return {
				message: `The image does not allow to run ${denied[1] ?? ''}: permission denied`,
				fix: [`In the Dockerfile:  RUN chmod +x ${denied[1] ?? ''}`],
			};
		const start = matchIn(texts, /StartError: .*?(?:unable to start container process: )(.+?)(?:: unknown)?$/);
		if (start !== undefined)
			return {
				message: `The container cannot start: ${start[1] ?? ''}`,
				fix: ['Fix the Dockerfile, then: kfp-wizard deploy --new-run'],
			};
		if (matchIn(trouble.log, /command and arguments are empty/) === undefined) return undefined;
		return {
			message: 'The task has no command, and Kubeflow does not use the one of the image',
			fix: ['kfp-wizard deploy --new-run  (writes the pipeline spec with a command)'],
		};
	},
};
