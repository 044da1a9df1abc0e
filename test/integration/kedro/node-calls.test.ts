// The calls that create nodes, and the type annotations of their functions, on the three real Kedro lines.
import {beforeAll, expect, it} from 'vitest';
import type {KedroNode, Project} from '../../../src/schema/project.ts';
import {kedroLines, type KedroLine} from '../../bed/kedro-project.ts';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {inspected} from './projects.ts';

const nodesPy = `from __future__ import annotations

from functools import partial, wraps
from typing import Dict, Tuple

import decimal


def frames(raw: decimal.Decimal, alpha: float) -> Tuple[decimal.Decimal, str]:
    return raw, ""


def unknown(x: Missing) -> Dict[str, float]:
    return {}


def several(*parts: int) -> None:
    pass


def logged(function):
    @wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner


@logged
def wrapped(a: str, b: int) -> "decimal.Decimal":
    return a


half = partial(wrapped, b=1)
`;

const registry = (line: KedroLine): string => `from kedro.pipeline import node, pipeline
${line === 'kedro-1' ? '' : 'from kedro.pipeline.modular_pipeline import pipeline\n'}
from kedro.pipeline import node as n
from small.nodes import frames, half, several, unknown, wrapped


def helper(a, b):
    return node(wrapped, [a, "params:b"], b)


def part():
    return pipeline([
        node(unknown, "ours", "theirs")
    ], tags="x")


def register_pipelines():
    options = {"tags": ["t"]}
    plain = pipeline([
        node(frames, ["raw", "params:alpha"], ["first", "second"]), n(several, ["first", "second"], None),
        node(wrapped, dict(a="second", b="params:b"), "third", **options),
        node(
            half,
            inputs="second",
            outputs="fourth",  # (a comment
        ),
        node(unknown, "fourth", "fifth", name=None),
        helper("fifth", "sixth"),
        helper("sixth", "seventh"),
    ])
    looped = pipeline([node(unknown, "raw", f"out_{i}") for i in range(2)])
    for i in range(1):
        looped = looped + pipeline([node(unknown, "raw", "out_x")])
    used = [pipeline(part(), namespace=name) for name in ("a", "b")]
    return {"__default__": plain, "looped": looped, "used": used[0] + used[1]}
`;

for (const line of Object.keys(kedroLines) as KedroLine[])
	describeWith(await bed.python(line), line, python => {
		let project: Project;

		beforeAll(async () => {
			project = await inspected(python, {
				kedro: kedroLines[line],
				files: {'src/small/nodes.py': nodesPy, 'src/small/pipeline_registry.py': registry(line)},
			});
		});

		const nodes = (pipeline: string): readonly KedroNode[] =>
			project.pipelines.find(({name}) => name === pipeline)?.nodes ?? [];
		const that = (output: string): KedroNode | undefined =>
			project.pipelines.flatMap(pipeline => pipeline.nodes).find(({outputs}) => outputs.includes(output));

		it('each node has its call, with the source where it can take a name', () => {
			expect(that('first')?.call).toEqual({
				file: 'src/small/pipeline_registry.py',
				line: line === 'kedro-1' ? 20 : 21,
				source: {text: 'node(frames, ["raw", "params:alpha"], ["first", "second"])', end: 57},
			});
			expect(nodes('__default__').find(({outputs}) => outputs.length === 0)?.call?.source?.text).toBe(
				'n(several, ["first", "second"], None)',
			);
			const fourth = that('fourth')?.call?.source;
			expect(fourth?.text.slice(0, fourth.end).trimEnd().endsWith('outputs="fourth",')).toBe(true);
		});

		it.each([
			['has more keywords than are seen', 'third'],
			['has a name already, though it is None', 'fifth'],
			['is in a function that makes two of them', 'sixth'],
			['is in a comprehension', 'out_0'],
			['is in a loop', 'out_x'],
		])('there is no source for a call that %s', (_, output) => {
			expect(that(output)?.call).toMatchObject({file: 'src/small/pipeline_registry.py', source: null});
		});

		it('a pipeline that is used in two namespaces has one source', () => {
			expect(nodes('used').map(({call}) => call?.source?.text)).toEqual(
				Array.from({length: 2}, () => 'node(unknown, "ours", "theirs")'),
			);
		});

		it('annotations are listed by dataset, without parameters', () => {
			expect(that('first')?.hints).toEqual({raw: 'decimal.Decimal', first: 'decimal.Decimal', second: 'str'});
			expect(that('third')?.hints).toEqual({second: 'str', third: 'decimal.Decimal'});
			expect(that('fourth')?.hints).toEqual({second: 'str', fourth: 'decimal.Decimal'});
		});

		it('annotations that cannot be resolved are listed as written', () => {
			expect(that('a.theirs')?.hints).toEqual({'a.ours': 'Missing', 'a.theirs': 'Dict[str, float]'});
			expect(nodes('__default__').find(({outputs}) => outputs.length === 0)?.hints).toEqual({});
		});
	});
