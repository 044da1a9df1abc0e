// The choice of a question that a value stands for.
import type {Choice, SelectQuestion} from './ui.ts';

/** The choice with this value, else the one that means the same as it. */
export const choiceFor = ({choices}: Pick<SelectQuestion, 'choices'>, value: unknown): Choice | undefined =>
	choices.find(choice => choice.value === value) ?? choices.find(({same = []}) => same.some(one => one === value));
