// A UI in which every command of kfp-wizard is one that can be typed here: what is shown passes here once.
import type {Event} from '../schema/event.ts';
import type {Finding} from '../schema/finding.ts';
import type {Failure, RunTask} from '../schema/outcome.ts';
import {defined} from '../system/defined.ts';
import type {WizardError} from '../system/errors.ts';
import type {PrintedCommands} from './context.ts';
import type {Question, Ui} from './ui.ts';

export function withPrintedCommands(ui: Ui, printed: PrintedCommands): Ui {
	return {
		...ui,
		emit: event => ui.emit(printedEvent(event, printed)),
		ask: question => ui.ask(printedQuestion(question, printed)),
	};
}

/** The finding with the command that fixes it as it is typed here. */
export const printedFinding = (finding: Finding, {text}: PrintedCommands): Finding =>
	finding.fix === undefined ? finding : {...finding, fix: {...finding.fix, title: text(finding.fix.title)}};

export const printedTask = (task: RunTask, {text}: PrintedCommands): RunTask =>
	task.fix === undefined ? task : {...task, fix: task.fix.map(text)};

/** An error as the result has it. */
export const printedFailure = (
	{code, message, detail, changed, next}: WizardError,
	{command: completed, complete, text}: PrintedCommands,
): Failure => ({
	code,
	message,
	...defined({detail: detail === undefined ? undefined : text(detail)}),
	changed: [...changed],
	next: next.map(({command, when, isWhole = false}) => ({
		command: isWhole ? complete(command) : completed(command),
		...defined({when}),
	})),
});

function printedEvent(event: Event, printed: PrintedCommands): Event {
	const {command, complete, text} = printed;
	switch (event.event) {
		case 'note':
			return {...event, message: text(event.message)};
		case 'task':
			return event.detail === undefined ? event : {...event, detail: text(event.detail)};
		case 'findings':
			return {...event, findings: event.findings.map(finding => printedFinding(finding, printed))};
		case 'result': {
			const {next, again, runTasks} = event;
			return {
				...event,
				...defined({
					next: next?.map(one => ({...one, command: command(one.command)})),
					again: again === undefined ? undefined : complete(again),
					runTasks: runTasks?.map(task => printedTask(task, printed)),
				}),
			};
		}
		default:
			return event;
	}
}

function printedQuestion<Q extends Question>(question: Q, printed: PrintedCommands): Q {
	if (question.kind !== 'findings') return question;
	const findings = question.findings.map(one => ({...one, finding: printedFinding(one.finding, printed)}));
	return {...question, findings};
}
