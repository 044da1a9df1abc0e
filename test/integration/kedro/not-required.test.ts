// Which imports need a package that the requirements do not install, with real packages.
import {expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {describeWith} from '../../bed/part.ts';
import {inspected} from './projects.ts';

const nodes = `import json
from typing import TYPE_CHECKING

import numpy

try:
    import multidict
except ImportError:
    multidict = None

if TYPE_CHECKING:
    import frozenlist


def clean(raw):
    import s3fs

    return raw


def train(cleaned, alpha):
    return helper(cleaned)


def helper(cleaned):
    try:
        import aiobotocore
    except ImportError as error:
        raise RuntimeError("install it") from error
    return cleaned


def report(model):
    try:
        import yarl
    except Exception:
        pass
    return model


def plot():
    from pandas import plotting
`;

const registry = `from kedro.pipeline import node, pipeline

from small.nodes import clean, report, train


def register_pipelines():
    return {
        "__default__": pipeline([
            node(clean, "raw", "cleaned", name="clean"),
            node(train, ["cleaned", "params:alpha"], "model", name="train"),
            node(report, "model", "report", name="report"),
        ])
    }
`;

describeWith(await bed.python('kedro-1'), 'imports that the requirements do not install', python => {
	it('are those that a task gets to: at the top, in the functions of nodes and in what these call', async () => {
		const files = {
			'src/small/nodes.py': nodes,
			'src/small/pipeline_registry.py': registry,
			'requirements.txt': 'kedro\n',
			'pyproject.toml': '[tool.kedro]\npackage_name = "small"\nproject_name = "Small"\nkedro_init_version = "1.7.0"\n',
		};
		const {notRequired} = await inspected(python, {files}, {environment: 'base'});
		expect(notRequired?.map(({module, place, nodes: names}) => [module, place?.line, names])).toEqual([
			['aiobotocore', 27, ['train']],
			['numpy', 4, null],
			['pandas', 42, []],
			['s3fs', 16, ['clean']],
		]);
	});
});
