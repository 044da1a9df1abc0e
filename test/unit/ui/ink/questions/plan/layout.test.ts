// How the room is shared out between the table of the plan and the actions.
import {describe, expect, it} from 'vitest';
import {roomFor} from '../../../../../../src/ui/ink/layout.ts';
import {planHeight, planOverflow} from '../../../../../../src/ui/ink/questions/plan/layout.ts';
import {openPlan} from '../../../../../../src/ui/ink/questions/plan/state.ts';
import {reduce} from '../../../../../../src/ui/ink/state/reduce.ts';
import {planRows} from '../../../../../../src/ui/views/plan.ts';
import {look} from '../../../../../support/ui/look.ts';
import {consent, plan} from '../../../../../support/ui/questions.ts';
import {asked, small} from '../../../../../support/ui/small-screen.ts';
import {press} from '../../../../../support/ui/screen.ts';

describe('yes or no', () => {
	it('a plan that is taller than the window scrolls to its end and no further', () => {
		const low = reduce(small, {type: 'resize', size: {columns: 60, rows: 15}});
		const overflow = planOverflow(openPlan(consent), roomFor(low.size));
		expect(overflow).toBeGreaterThan(0);
		const bottom = press(asked(consent, low), ...Array.from({length: 50}, () => 'pagedown'));
		expect(bottom.asking).toMatchObject({top: overflow});
		expect(press(bottom, 'home').asking).toMatchObject({top: 0});
	});

	it('the height of a plan is that of its rows', () => {
		for (const one of [plan, {...plan, values: []}, {...plan, changes: []}, {changes: [], values: []}])
			expect(planRows(one, look)).toHaveLength(planHeight(one));
	});
});
