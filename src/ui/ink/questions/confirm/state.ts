// Yes or no while it is being answered: how far the difference above it is scrolled.
import type {ConfirmQuestion} from '../../../ui.ts';

export type ConfirmAsking = {
	readonly kind: 'confirm';
	readonly question: ConfirmQuestion;
	/** Rows of the difference that have been scrolled out at the top. */
	readonly top: number;
};

export const confirm = (question: ConfirmQuestion): ConfirmAsking => ({kind: 'confirm', question, top: 0});
