// Another grouping as the answer to findings: where it helps, and the question for it.
import {defined} from '../../../system/defined.ts';
import {groupings} from '../../../tasks/group-by.ts';
import {choiceFor} from '../../../ui/choice-for.ts';
import type {Ui} from '../../../ui/ui.ts';
import type {Selected} from '../../selection.ts';
import {grouped, withMeasured} from '../selection/group.ts';
import {groupingQuestion} from '../selection/grouping.ts';
import {errorCounter} from './run.ts';

/** True where some way to group the nodes leaves less to fix. */
export function canGroup({selection, options}: Selected): boolean {
	const {project, pipeline, graph, chosen} = selection;
	const countErrors = errorCounter({project, pipeline, environment: chosen.env.value}, options);
	const now = countErrors(graph);
	return now > 0 && groupings.some(({by}) => countErrors(grouped(project, pipeline, by, options).graph) < now);
}

/** The answer to the grouping question, asked anew from here. */
export function askForGrouping({selection, options}: Selected, ui: Ui): Promise<string> {
	const {project, pipeline, chosen} = selection;
	const countErrors = errorCounter({project, pipeline, environment: chosen.env.value}, options);
	const question = groupingQuestion(project, pipeline, countErrors, withMeasured(options, selection.measured));
	const initial = choiceFor(question, chosen.groupBy.value)?.value;
	return ui.ask({...question, ...defined({initial}), name: 'regroup', aside: true});
}
