// What `check` says of the size of a run.
import type {WorkflowSize} from '../../pipeline-spec/size/size.ts';
import {bytes} from '../../system/text.ts';
import type {Ui} from '../../ui/ui.ts';

export function reportSize(size: WorkflowSize | undefined, ui: Ui): void {
	if (size === undefined) return;
	const {created, ended} = size;
	const message = `A run is a Workflow of about ${bytes(created)}, ${bytes(ended)} with the states of its tasks; Argo keeps 1 MiB`;
	ui.emit({event: 'note', level: 'info', step: 'checks', message});
}
