// The rich UI mode on this process's own terminal, as the views of the benchmark use it.
import {inkUi} from '../../src/ui/ink/ink.tsx';
import type {Ui} from '../../src/ui/ui.ts';

export function openUi(): Ui {
	const {stdin, stdout, env, platform} = process;
	const controller = new AbortController();
	return inkUi({
		stdin,
		stdout,
		signal: controller.signal,
		abort: () => controller.abort(),
		host: {env, platform},
	});
}
