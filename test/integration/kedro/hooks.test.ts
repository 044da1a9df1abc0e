// What runs in every task beside the nodes, on the three Kedro lines: hooks with what they bring, and the project's logging.
import {expect, it} from 'vitest';
import {bed} from '../../bed/bed.ts';
import {type KedroLine, kedroLines} from '../../bed/kedro-project.ts';
import {describeWith} from '../../bed/part.ts';
import {dataset, inspected} from './projects.ts';

const hooks = `import datetime
import logging
import os
import socket
import urllib.request
from kedro.framework.hooks import hook_impl
from small import pipeline_registry

REPORT = "report"


class Bringing:
    @hook_impl
    def after_context_created(self, context):
        pipeline_registry.REGIONS = context.config_loader["parameters"]["regions"]
        assert context.config_loader["credentials"] == {}
        context.config_loader["credentials"] = {"of_hook": {"key": "x"}}

    @hook_impl
    def after_catalog_created(self, catalog):
        from kedro_datasets.json import JSON_DATASET
        made = JSON_DATASET(filepath="s3://shop/extra.json")
        catalog.add("extra", made) if hasattr(catalog, "add") else catalog.__setitem__("extra", made)

    @hook_impl
    def before_pipeline_run(self, catalog):
        catalog["params:date"] = os.environ["NOT_SET"]
        catalog.save("raw", {})

    @hook_impl
    def after_pipeline_run(self, catalog):
        self.publish(catalog)

    def publish(self, store):
        store.load(REPORT)


class Stamping:
    def __init__(self):
        self.logger = logging.getLogger("stamp")

    @hook_impl
    def before_pipeline_run(self, run_params, pipeline, catalog):
        day = (run_params.get("day") or datetime.date.today().isoformat()).strip()
        self.stamp(catalog, f"{day} {os.environ.get('HOME')}")
        self.logger.info("%d nodes", len(pipeline.nodes))
        logging.getLogger(__name__).debug("stamped")

    def stamp(self, store, day):
        if hasattr(store, "add_feed_dict"):
            store.add_feed_dict({"params:stamp": day}, replace=True)
        else:
            store["params:stamp"] = day

    @hook_impl
    def after_pipeline_run(self):
        report(urllib.request)


def report(client):
    client.urlopen("http://shop/runs", b"")


class Connecting:
    @hook_impl
    def after_context_created(self, context):
        socket.create_connection(("127.0.0.1", 9))
        context.config_loader["credentials"] = {}


class Starting:
    @hook_impl
    def after_context_created(self, context):
        conf = dict(context.config_loader["spark"])
        conf["app"] = context.project_path.name
        raise SystemExit(SparkConf().setAll(conf.items()))
`;
const registry = `from kedro.pipeline import Pipeline, node
REGIONS = []
def f(*given): return given
def register_pipelines():
    return {"__default__": Pipeline([node(f, ["raw", "extra", "params:date"], r, name=r) for r in REGIONS])}
`;

const logging = `handlers:
  console: {class: logging.StreamHandler}
  info: {class: logging.handlers.RotatingFileHandler, filename: logs/info.log}
  late: {class: logging.FileHandler, filename: other/late.log, delay: true}
`;

for (const line of Object.keys(kedroLines) as KedroLine[]) {
	describeWith(await bed.python(line), `on ${line}`, python => {
		it('what its hooks bring is in the project', async () => {
			const files = {
				'src/small/hooks.py': hooks.replaceAll('JSON_DATASET', line === 'kedro-0.18' ? 'JSONDataSet' : 'JSONDataset'),
				'src/small/settings.py': `from kedro.config import OmegaConfigLoader
from small.hooks import Bringing, Connecting, Stamping, Starting
CONFIG_LOADER_CLASS = OmegaConfigLoader
HOOKS = (Bringing(), Stamping(), Connecting(), Starting())
`,
				'src/small/pipeline_registry.py': registry,
				'conf/base/parameters.yml': 'regions: [eu, us]\n',
				'conf/base/mlflow.yml': 'server:\n  mlflow_tracking_uri: mlruns\nui:\n  host: "127.0.0.1"\n',
				[line === 'kedro-0.18' ? 'conf/base/logging.yml' : 'conf/logging.yml']: logging,
			};
			const project = await inspected(python, {kedro: kedroLines[line], files});
			expect(project.pipelines[0]?.nodes.map(({name}) => name)).toEqual(['eu', 'us']);
			expect(dataset(project, 'extra')).toMatchObject({source: 'hook', value: 's3://shop/extra.json'});
			expect(project.localHosts).toEqual([]);
			expect(project.mlflow).toMatchObject({tracking: 'local', hasRun: false, place: {line: 2}});
			expect(project.logging?.folders).toMatchObject([{folder: 'logs', handler: 'info', place: {line: 3}}]);
			expect(dataset(project, 'raw')).toMatchObject({source: 'entry', value: 'data/raw.json'});
			expect(project.parameters).toEqual(['date', 'regions', 'stamp']);
			expect(project.credentialsOfHooks).toEqual(['of_hook']);
			const problems = project.hooks?.flatMap(({name, problem}) => (problem === null ? [] : [`${name}: ${problem}`]));
			expect(problems).toEqual(['Connecting.after_context_created: it runs socket.getaddrinfo']);
			const acting = project.hooks?.flatMap(({name, acts, plugin}) => (acts === true && plugin === null ? [name] : []));
			expect(acting).toEqual(expect.arrayContaining(['Bringing.before_pipeline_run', 'Stamping.after_pipeline_run']));
			expect(acting).not.toContain('Stamping.before_pipeline_run');
			expect(project.hooks?.find(({method}) => method === 'after_pipeline_run')?.loads).toEqual([
				{dataset: 'report', guarded: false},
			]);
		});
	});
}
