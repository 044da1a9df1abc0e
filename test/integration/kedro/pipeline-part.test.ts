// A part of a pipeline is what Kedro's own filter selects, in every Kedro line.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {askForPart} from '../../../src/kedro/pipeline-part.ts';
import {bed} from '../../bed/bed.ts';
import {type KedroLine, kedroLines, writeProject} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';

const all = {fromNodes: [], toNodes: [], nodes: [], tags: [], fromInputs: [], toOutputs: []};

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(line), `a part of a pipeline with ${line}`, executable => {
		it('nodes meet every option that is given, and an empty part has a reason', async () => {
			const folder = await mkdtemp(join(tmpdir(), 'part-'));
			try {
				const root = await writeProject(folder, {kedro: kedroLines[line]});
				const python = {command: executable, args: [], source: 'test'};
				const ask = async (filter: Partial<typeof all | Record<keyof typeof all, readonly string[]>>) =>
					askForPart({root, env: process.env, python, environment: 'base'}, '__default__', {...all, ...filter});
				const some = await ask({fromNodes: ['train'], fromInputs: ['cleaned'], toOutputs: ['model']});
				expect(some).toEqual({nodes: ['train'], problem: null});
				const none = await ask({nodes: ['clean'], fromNodes: ['train']});
				expect(none).toEqual({nodes: [], problem: expect.stringMatching(/no nodes/)});
			} finally {
				await rm(folder, {recursive: true, force: true});
			}
		});
	});
}
