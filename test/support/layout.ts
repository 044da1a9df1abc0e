// How the requirements of a project are installed, for tests: the inspector's answer with these differences.
import type {Layout} from '../../src/schema/project.ts';

export function layoutOf(tool: Layout['tool'], more: Partial<Layout> = {}): Layout {
	return {
		tool,
		files: tool === 'requirements' ? ['requirements.txt'] : ['pyproject.toml'],
		locked: false,
		folder: '.',
		groups: [],
		local: [],
		itself: false,
		git: false,
		index: false,
		python: null,
		outdated: [],
		problems: [],
		...more,
	};
}
