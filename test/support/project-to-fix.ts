// A Kedro project with every problem that has a fix: unnamed nodes, memory, local files, anchors, factories, credentials.
import {kedroLines, type KedroLine, type ProjectOptions} from '../bed/kedro-project.ts';

const catalog = (line: KedroLine): string => `# Raw data
_index: &index
  index: false

companies: # from the register
  type: pandas.CSVDataset
  filepath: data/01_raw/companies.csv
  load_args:
    dtype: {code: "str"}
  credentials: dev_s3

reviews:
  type: json.JSONDataset
  filepath: data/01_raw/reviews.json

_text: &text {load_args: {dtype: {code: str}}}
clean_companies:
  type: \${_csv.type}
  filepath: \${_folder}/companies.csv
  <<: {save_args: *index}
  <<: *text

scored@pandas:
  <<: &scored
    filepath: data/03_primary/scored.csv
  type: pandas.CSVDataset
  save_args: *index
scored@text:
  type: text.TextDataset
  <<: *scored

by_region:
  type: ${line === 'kedro-0.18' ? 'PartitionedDataSet' : 'partitions.PartitionedDataset'}
  path: data/04_feature/by_region
  filename_suffix: .json
  dataset:
    type: json.JSONDataset

cached:
  type: CachedDataset
  dataset:
    type: pickle.PickleDataset
    filepath: data/04_feature/cached.pkl

held: {type: MemoryDataset, metadata: {owner: ada}}

"{side}.model":
  type: pickle.PickleDataset
  filepath: data/06_models/{side}.pkl

"on":
  type: text.TextDataset
  filepath: data/08_reporting/on.txt
`;

const nodes = `from typing import Dict, Tuple

import pandas as pd


def clean(companies: pd.DataFrame) -> pd.DataFrame:
    assert companies.code[0] == "007", companies
    return companies


def score(companies: pd.DataFrame, reviews: list) -> pd.DataFrame:
    assert str(companies.code[0]) == "007", companies
    return companies


def split(text: str) -> Tuple[pd.DataFrame, pd.Series, Dict[str, float], str]:
    assert text.startswith("code,rating"), text
    frame = pd.DataFrame({"code": ["007"], "rating": [1.5]})
    return frame, frame.rating, {"mean": 1.5}, "näme"


def regions(frame: pd.DataFrame):
    return {"north": {"n": len(frame)}, "south": {"n": 0}}


def train(frame, rating, by_region, alpha):
    assert sorted(by_region) == ["north", "south"]
    assert by_region["north"]() == {"n": 1}
    assert rating[0] == 1.5
    return {"alpha": alpha}


def cache(means: Dict[str, float], name):
    assert means == {"mean": 1.5} and name == "näme"
    return object


def report(model, other) -> str:
    assert other is object
    return str(model["alpha"])


def both(first: str, second: str, held) -> str:
    return first + second
`;

const registry = (line: KedroLine): string => `from kedro.pipeline import node, pipeline
${line === 'kedro-1' ? '' : 'from kedro.pipeline.modular_pipeline import pipeline\n'}
from small.nodes import both, cache, clean, regions, report, score, split, train


def side():
    return pipeline([
        node(train, ["frame", "rating", "by_region", "params:alpha"], "model"),
        node(
            func=report,
            inputs=["model", "cached"],  # from train
            outputs="summary"
        ),
    ])


def register_pipelines():
    sides = [
        pipeline(side(), namespace=name, inputs={"frame", "rating", "by_region", "cached"})
        for name in ("north", "south")
    ]
    main = pipeline(
        [
            node(clean, "companies", "clean_companies"),
            node(score, ["clean_companies", "reviews"], "scored@pandas", tags=["a"]), node(split, "scored@text", ["frame", "rating", "means", "a name"]),
            node(regions, "frame", "by_region", name="regions"),
            node(lambda means, name: cache(means, name), ["means", "a name"], "cached"),
            node(lambda name: name, "a name", "held"),
            node(
                both,
                ["north.summary", "south.summary", "held"],
                "on",
            )
        ]
    )
    return {"__default__": main + sides[0] + sides[1]}
`;

export const rawFiles = {
	'data/01_raw/companies.csv': 'code,rating\n007,1.5\n008,2.5\n',
	'data/01_raw/reviews.json': '[{"code": "007", "text": "fine"}]\n',
};

export const projectToFix = (line: KedroLine): ProjectOptions => ({
	kedro: kedroLines[line],
	files: {
		...rawFiles,
		'data/raw.json': null,
		'.dockerignore': '# ours\n!conf/**\n',
		'.env': 'TOKEN=x\n',
		'logs/info.log': 'hello\n',
		'requirements.txt': `kedro==${kedroLines[line]}\nkedro-datasets\npandas\n`,
		'conf/local/credentials.yml': 'dev_s3:\n  key: x\n',
		'conf/base/catalog.yml': catalog(line),
		'conf/base/catalog_variables.yml': '_csv: {type: pandas.CSVDataset}\n_folder: data/02_intermediate\n',
		'conf/base/parameters.yml': 'north: {alpha: 0.5}\nsouth: {alpha: 0.7}\n',
		'src/small/nodes.py': nodes,
		'src/small/pipeline_registry.py': registry(line),
	},
});
