// How the image gets the requirements of several projects: read by the inspector, all in one process of Python.
import {fileURLToPath} from 'node:url';
import {execa} from 'execa';
import * as z from 'zod';
import {Project} from '../../src/schema/project.ts';

const Answer = Project.pick({requirements: true, requires: true, installs: true, layout: true});
export type RequirementsAnswer = z.infer<typeof Answer>;

const script = `
import json, sys
from pathlib import Path
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from inspector.requirements import read, requirement_files
from inspector.project_settings import load_toml
from inspector.source_locations import SourceLocations
answers = {}
for root in map(Path, json.loads(sys.argv[2])):
    pyproject = load_toml(root / "pyproject.toml")
    files = requirement_files(root, pyproject)
    answers[str(root)] = dict(read(root, files, pyproject, SourceLocations(root).at), requirements=files)
print(json.dumps(answers))
`;

/** By the absolute path of each project. The projects are not imported. */
export async function readLayouts(
	python: string,
	roots: readonly string[],
	env: NodeJS.ProcessEnv = {},
): Promise<ReadonlyMap<string, RequirementsAnswer>> {
	const inspector = fileURLToPath(new URL('../../src/kedro', import.meta.url));
	const {stdout} = await execa(python, ['-c', script, inspector, JSON.stringify(roots)], {env});
	return new Map(Object.entries(z.record(z.string(), Answer).parse(JSON.parse(stdout))));
}
