// Yes or no while it is being answered: how far the difference above it is scrolled.
import type {ConfirmQuestion} from '../../../ui.ts';

export type OpenConfirm = {
	readonly kind: 'confirm';
	readonly question: ConfirmQuestion;
	/** Rows of the difference that are scrolled out at the top. */
	readonly top: number;
};

export const openConfirm = (question: ConfirmQuestion): OpenConfirm => ({kind: 'confirm', question, top: 0});
