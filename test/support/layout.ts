// How the requirements of a project are installed, for tests: the inspector's answer with these differences.
import {unread} from '../../src/image/dockerfile/generate.ts';
import type {Layout} from '../../src/schema/project.ts';

export function layoutOf(tool: Layout['tool'], more: Partial<Layout> = {}): Layout {
	return {
		...unread,
		tool,
		files: tool === 'requirements' ? ['requirements.txt'] : ['pyproject.toml'],
		...more,
	};
}
