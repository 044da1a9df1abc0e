// What is said of a name on Kubeflow that this project has no pipeline of, while it has others.
import type {KfpPipeline} from '../kfp/schemas.ts';
import {didYouMean} from '../system/nearest.ts';
import type {Ui} from '../ui/ui.ts';

/** Names that are listed where none of them is near. */
const most = 5;

/** What is mistyped in `--env`, `--pipeline` or `--kfp-name` looks like a pipeline that is not deployed. */
export function reportMissingPipeline(name: string, own: readonly Pick<KfpPipeline, 'name'>[], ui: Ui): void {
	if (own.length === 0) return;
	const names = own.map(pipeline => pipeline.name);
	const listed = `; it has ${names.slice(0, most).join(', ')}${names.length > most ? ', …' : ''}`;
	const message = `This project has no pipeline ${name} on this server${didYouMean(name, names) || listed}`;
	ui.emit({event: 'note', level: 'warning', message});
}
