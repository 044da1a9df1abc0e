// The plan question as a sequence of small ones: what to do, what to change, and to which value.
import type {Choice, PlanAction, PlanAnswer, PlanQuestion} from '../ui.ts';
import {commonTo, orBack, type SmallAsker} from './small-question.ts';
import {defined} from '../../system/defined.ts';

/** Shows the plan and asks what to do; a change takes two more questions. @throws WentBack where the question has `back`. */
export async function askPlan(question: PlanQuestion, {transcript, ask}: SmallAsker): Promise<PlanAnswer> {
	const {plan, edits = {}, actions = []} = question;
	const choices: readonly Choice[] = [
		{value: 'go', label: 'Go ahead'},
		...actions.map(action => ({value: action.do, ...defined({label: action.label, hint: action.hint})})),
		...(Object.keys(edits).length === 0 ? [] : [{value: 'change', label: 'Change a value'}]),
		{value: 'cancel', label: 'Cancel'},
	];
	for (;;) {
		transcript.plan(plan);
		const taken = await ask({...commonTo(question), kind: 'select', choices, initial: 'go'});
		if (taken !== 'change') return {do: taken as 'go' | 'cancel' | PlanAction['do']};
		const change = await orBack(async () => askChange(question, edits, ask));
		if (change !== undefined) return change;
	}
}

async function askChange(
	{plan, flag}: PlanQuestion,
	edits: NonNullable<PlanQuestion['edits']>,
	ask: SmallAsker['ask'],
): Promise<PlanAnswer> {
	const choices = Object.keys(edits).map(name => {
		const rows = plan.values.filter(value => value.name === name);
		return {
			value: name,
			columns: [rows.map(({value}) => value).join(', ')],
			label: name,
			...defined({hint: rows[0]?.source ?? edits[name]?.message}),
		};
	});
	for (;;) {
		const name = await ask({
			kind: 'select',
			name: 'change',
			message: 'Which value should be changed?',
			flag,
			choices,
			back: true,
		});
		const edit = edits[name];
		if (edit === undefined) continue;
		const value = await orBack<string | boolean>(async () => ask({...edit, back: true}));
		if (value !== undefined) return {do: 'change', name, value};
	}
}
