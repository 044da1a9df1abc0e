// The rules about the project, its pipelines, names and configuration.
import {describe, expect, it} from 'vitest';
import {all, csv, found, implied, node} from '../../support/facts.ts';

describe('kedro/too-old', () => {
	it.each(['0.17.7', '0.18.0', '0.18.4'])('refuses Kedro %s', kedro => {
		const [finding] = found('kedro/too-old', {project: {kedro}});
		expect(finding).toMatchObject({severity: 'error', file: 'requirements.txt'});
		expect(finding?.message).toContain(kedro);
	});

	it.each(['0.18.5', '0.18.14', '0.19.0', '1.0.0rc1', '1.7.0', '2.0'])('takes Kedro %s', kedro => {
		expect(found('kedro/too-old', {project: {kedro}})).toEqual([]);
	});
});

describe('kedro/silent-errors', () => {
	it.each(['0.19.7', '0.19.8'])('refuses Kedro %s, which is green without having run anything', kedro => {
		expect(found('kedro/silent-errors', {project: {kedro}})).toMatchObject([{severity: 'error'}]);
	});

	it.each(['0.19.6', '0.19.9', '0.19.15', '1.7.0', '10.19.7'])('takes Kedro %s', kedro => {
		expect(found('kedro/silent-errors', {project: {kedro}})).toEqual([]);
	});
});

describe('notices of the inspection', () => {
	const notice = (kind: 'pipeline-dropped' | 'settings' | 'version' | 'warning') => ({
		project: {notices: [{kind, message: 'what Kedro said', place: {file: 'src/demo/x.py', line: 3}}]},
	});

	it.each([
		['pipeline/dropped', 'pipeline-dropped', 'error'],
		['kedro/mismatch', 'version', 'error'],
		['project/settings', 'settings', 'error'],
		['project/warning', 'warning', 'info'],
	] as const)('%s takes the kind %s as %s', (rule, kind, severity) => {
		const [finding] = found(rule, notice(kind));
		expect(finding).toMatchObject({severity, file: 'src/demo/x.py', line: 3});
		expect(finding?.message).toContain('what Kedro said');
	});

	it.each(['settings', 'pipeline-dropped'] as const)(
		'offers to install what %s misses, if it is not of the project',
		kind => {
			const rule = kind === 'settings' ? 'project/settings' : 'pipeline/dropped';
			const fix = (module: string) => {
				const notices = [{kind, message: `ModuleNotFoundError: No module named '${module}'`, place: null}];
				return found(rule, {project: {notices, sourceDir: 'src'}})[0]?.fix?.title;
			};
			expect(fix('kedro_viz')).toMatch(/^Install the package with the module kedro_viz/);
			// Its first part is there, or Python would have named that one.
			expect(fix('kedro_viz.integrations')).toMatch(/^Install a version of kedro_viz that has kedro_viz\.integrations/);
			// Nobody has a package for the folder that the project's own modules lie in.
			expect(fix('src')).toContain('PYTHONPATH=.');
			expect(fix('src.demo')).toMatch(/^Import it without "src\."/);
			expect(fix('demo.nodes')).not.toContain('Install');
		},
	);

	it('leaves each kind to one rule', () => {
		expect(found('pipeline/dropped', notice('warning'))).toEqual([]);
		expect(found('kedro/mismatch', notice('settings'))).toEqual([]);
		expect(found('project/settings', notice('version'))).toEqual([]);
		expect(found('project/warning', notice('pipeline-dropped'))).toEqual([]);
	});
});

describe('pipeline/empty', () => {
	it('finds a pipeline without nodes and names the others', () => {
		const pipelines = [
			{name: '__default__', nodes: []},
			{name: 'training', nodes: [node('a: x -> y')]},
		];
		const [finding] = found('pipeline/empty', {nodes: [], project: {pipelines}});
		expect(finding).toMatchObject({severity: 'error'});
		expect(finding?.fix?.title).toContain('training');
	});

	it('finds nothing in one with a node', () => {
		expect(found('pipeline/empty')).toEqual([]);
	});
});

describe('pipeline/missing-input', () => {
	const rule = 'pipeline/missing-input';

	it('finds an input that is in no catalog and made by no node, and the name that was meant', () => {
		const nodes = [node('clean: raw -> trips'), node('train: trip -> model')];
		const [finding] = found(rule, {nodes, project: {datasets: [implied('trip')]}});
		expect(finding).toMatchObject({severity: 'error', file: 'src/demo/nodes.py', line: 10, node: 'train'});
		expect(finding?.message).toContain('the catalog does not have it');
		expect(finding?.fix?.title).toContain('did you mean trips?');
	});

	it('finds an input whose entry is only memory', () => {
		const datasets = [csv('raw', '', {type: 'MemoryDataset', key: null, value: null})];
		const [finding] = found(rule, {project: {datasets}});
		expect(finding).toMatchObject({file: 'conf/base/catalog.yml', line: 7});
		expect(finding?.message).toContain('"Data for MemoryDataset has not been saved yet"');
		expect(finding?.message).not.toContain('Pipeline input(s)');
	});

	it('finds nothing where the catalog or a node provides it, under whatever name', () => {
		expect(found(rule)).toEqual([]);
		const nodes = [node('a:  -> t@spark'), node('b: t@pandas -> ')];
		expect(found(rule, {nodes, project: {datasets: [implied('t@spark'), implied('t@pandas')]}})).toEqual([]);
	});
});

describe('pipeline/missing-parameter', () => {
	const rule = 'pipeline/missing-parameter';
	const nodes = [node('train: features, params:model.depht -> model')];
	const project = {parameters: ['model.depth', 'model.rate']};

	it('finds a parameter that is not set, and the one that was meant', () => {
		const [finding] = found(rule, {nodes, project});
		expect(finding).toMatchObject({severity: 'error', node: 'train', line: 10});
		expect(finding?.fix?.title).toContain('Add model.depht to conf/base/parameters.yml');
		expect(finding?.fix?.title).toContain('did you mean model.depth?');
	});

	it('finds nothing for a level of a nested one and for all of them', () => {
		const others = [node('train: features, params:model, params:model.rate, parameters -> model')];
		expect(found(rule, {nodes: others, project})).toEqual([]);
	});
});

describe('node/unnamed', () => {
	const rule = 'node/unnamed';
	const unnamed = (name: string, func: string) =>
		node('x: a -> b', {name, named: false, function: func, place: {file: 'src/demo/nodes.py', line: 24}});

	it('warns of a generated name and offers the name of the function', () => {
		const [finding] = found(rule, {nodes: [unnamed('add__16d513c4', 'demo.nodes.add')]});
		expect(finding).toMatchObject({severity: 'warning', file: 'src/demo/nodes.py', line: 24, node: 'add__16d513c4'});
		expect(finding?.fix?.title).toBe('Add name="add" to the node');
	});

	it.each([
		['0.18.14', 'add([a]) -> [c]', 'warning'],
		['0.18.14', 'add([a,params:b]) -> [c]', 'error'],
		['0.19.15', 'add([a;params:b]) -> [c]', 'warning'],
		['0.18.14', '<partial f=a,b>([a]) -> [c]', 'error'],
		['0.19.15', '<demo.Model object at 0x7fb6cdee4d60>([a]) -> [c]', 'error'],
	])('Kedro %s, %s: %s', (kedro, name, severity) => {
		expect(found(rule, {nodes: [unnamed(name, 'demo.nodes.add')], project: {kedro}})).toMatchObject([{severity}]);
	});

	it('says that an object has another address in every container', () => {
		const nodes = [unnamed('<demo.Model object at 0x7fb6cdee4d60>([a]) -> [c]', 'demo.Model')];
		expect(found(rule, {nodes})[0]?.message).toContain('a memory address that differs in every container');
	});

	it.each(['demo.nodes.<lambda>', 'functools.partial'])('offers what the node makes where %s has no name', func => {
		expect(found(rule, {nodes: [unnamed('f__1', func)]})[0]?.fix?.title).toBe('Add name="make_b" to the node');
	});

	it('does not offer one name twice', () => {
		const nodes = [
			unnamed('add__1', 'demo.nodes.add'),
			{...unnamed('add__2', 'demo.nodes.add'), outputs: ['c']},
			node('add: c -> d'),
		];
		const offers = found(rule, {nodes}).map(finding => finding.fix?.title);
		expect(new Set(offers)).toEqual(new Set(['Add name="make_b" to the node', 'Add name="make_c" to the node']));
	});

	it('offers one name in two namespaces: a pipeline that is used twice keeps the names of its functions', () => {
		const nodes = ['ridge', 'forest'].map(namespace => ({
			...unnamed(`${namespace}.fit__1`, 'demo.nodes.fit'),
			namespace,
		}));
		const offers = found(rule, {nodes}).map(finding => finding.fix?.title);
		expect(offers).toEqual(['Add name="fit" to the node', 'Add name="fit" to the node']);
	});

	it('finds nothing in named nodes', () => {
		expect(found(rule)).toEqual([]);
	});
});

describe('name/unusable', () => {
	const rule = 'name/unusable';

	it.each([
		['{{workflow.name}}', 'template'],
		['$(rm -rf /)', 'variable'],
		['a\u0007b', 'control characters'],
		['a\nb', 'control characters'],
		['a\u202Eb', 'control characters'],
		['train 🚲', 'four bytes'],
	])('refuses the node name %j: %s', (name, trap) => {
		const [finding] = found(rule, {nodes: [node('x: a -> b', {name})]});
		expect(finding).toMatchObject({severity: 'error', file: 'src/demo/nodes.py', line: 10});
		expect(finding?.message).toContain(trap);
		expect(finding?.message).not.toMatch(/[\p{Cc}\u202E]/u);
	});

	it('looks at the names of pipeline and environment too', () => {
		expect(found(rule, {pipeline: '{{item}}'})[0]?.message).toContain('pipeline name');
		expect(found(rule, {environment: 'prod🚲'})[0]?.message).toContain('environment name');
	});

	it.each(['train', 'ns.train-2', 'Glätten 日本', '; curl `x` %s', 'add([a;params:b]) -> [c]', '$HOME {x}'])(
		'takes %j, which arrives as it is',
		name => {
			expect(found(rule, {nodes: [node('x: a -> b', {name})]})).toEqual([]);
		},
	);
});

describe('name/collision', () => {
	it('lists the names and the tasks that they become', () => {
		const nodes = [node('a_b: x -> y'), node('a.b: x -> z'), node('other: x -> u')];
		const [finding, ...others] = found('name/collision', {nodes});
		expect(others).toEqual([]);
		expect(finding).toMatchObject({severity: 'warning', file: 'src/demo/nodes.py', line: 10});
		expect(finding?.message).toMatch(
			/"a\.b" and "a_b" are the same name to Kubernetes: their tasks are called a-b-\w{6} and a-b-\w{6}/,
		);
	});

	it('finds nothing where names stay different or nodes share a task', () => {
		expect(found('name/collision', {nodes: [node('a: x -> y'), node('b: x -> z')]})).toEqual([]);
		const nodes = [node('a_b: x -> y'), node('a.b: x -> z')];
		expect(found('name/collision', {nodes, together: ['a_b', 'a.b']})).toEqual([]);
	});
});

describe('catalog/credentials', () => {
	const rule = 'catalog/credentials';
	const secret = csv('raw', 's3://tide/raw.csv', {credentials: 'dev_s3'});

	it('finds an entry whose credentials stay behind', () => {
		const [finding] = found(rule, {project: {datasets: [secret]}});
		expect(finding).toMatchObject({severity: 'error', file: 'conf/base/catalog.yml', line: 7, dataset: 'raw'});
		expect(finding?.message).toContain('every node will stop');
	});

	it('finds it also where the pipeline does not use the dataset, since Kedro looks them all up', () => {
		const [finding] = found(rule, {project: {datasets: [{...secret, name: 'elsewhere'}]}});
		expect(finding).toMatchObject({severity: 'error', dataset: 'elsewhere'});
		expect(finding?.message).toContain('also those that do not use it');
	});

	it('tells of a factory once', () => {
		const made = ['raw', 'trips'].map(name => ({...secret, name, source: 'pattern' as const, pattern: '{name}'}));
		const findings = found(rule, {project: {datasets: made}});
		expect(findings).toHaveLength(1);
		expect(findings[0]?.message).toContain('{name} needs the credentials "dev_s3"');
	});

	it.each([
		['s3://tide/raw.csv', 'filepath', 'Remove "credentials: dev_s3" from the entry raw'],
		['trips', 'table_name', 'Write a conf/s3/credentials.yml with only ${oc.env:NAME} values'],
		['gs://tide/raw.csv', 'filepath', 'Write a conf/s3/credentials.yml with only ${oc.env:NAME} values'],
	])('sends only what is on S3 to the secret with the AWS keys: %s', (value, key, fix) => {
		const [finding] = found(rule, {project: {datasets: [{...secret, value, key}]}});
		expect(finding?.fix?.title).toContain(fix);
	});

	it('finds nothing without credentials, or where their file is in the image', () => {
		expect(found(rule)).toEqual([]);
		expect(found(rule, {project: {datasets: [secret]}, credentialsInImage: true})).toEqual([]);
	});
});

describe('environment/missing', () => {
	it('lists the folders that there are and the one that was meant', () => {
		const [finding] = found('environment/missing', {environment: 's4'});
		expect(finding).toMatchObject({severity: 'error'});
		expect(finding?.message).toContain('no folder conf/s4; existing environments: base, local and s3');
		expect(finding?.fix?.title).toContain('did you mean s3?');
	});

	it('misses the base environment too', () => {
		expect(found('environment/missing', {project: {baseEnvironment: 'common'}})).toHaveLength(1);
	});

	it('finds nothing where both are there', () => {
		expect(found('environment/missing')).toEqual([]);
	});
});

describe('image/unwanted-file', () => {
	const rule = 'image/unwanted-file';

	it('is an error for what looks like credentials, a warning for what is only large', () => {
		const unwanted = [
			{path: 'conf/prod/credentials.yml', reason: 'named like credentials', secret: true, inDockerfile: false},
			{path: 'logs', reason: '4.1 MB that no task of this pipeline reads', secret: false, inDockerfile: false},
			{path: 'Dockerfile', reason: 'line 2 sets TOKEN', secret: true, inDockerfile: true},
		];
		expect(found(rule, {unwanted})).toMatchObject([
			{severity: 'error', file: 'Dockerfile', message: 'Dockerfile: line 2 sets TOKEN'},
			{severity: 'error', file: 'conf/prod/credentials.yml'},
			{severity: 'warning', file: 'logs'},
		]);
	});

	it('finds nothing where the image is clean or not known', () => {
		expect(found(rule, {unwanted: []})).toEqual([]);
		expect(found(rule)).toEqual([]);
	});
});

describe('environment/not-in-image', () => {
	const rule = 'environment/not-in-image';
	const file = (kind: 'catalog' | 'parameters' | 'globals' | 'credentials' | 'logging', empty = false) => ({
		file: `conf/local/${kind}.yml`,
		kind,
		empty,
	});

	it.each(['catalog', 'parameters', 'globals'] as const)('finds %s in local, which is never in an image', kind => {
		const project = {environment: 'local', environmentFiles: [file(kind)]};
		expect(found(rule, {project})).toMatchObject([{severity: 'error', file: `conf/local/${kind}.yml`}]);
	});

	it('finds nothing in a local of credentials, logging and comments', () => {
		const environmentFiles = [file('credentials'), file('logging'), file('catalog', true)];
		expect(found(rule, {project: {environment: 'local', environmentFiles}})).toEqual([]);
	});

	it('asks the image about any other environment', () => {
		const project = {environmentFiles: [{file: 'conf/s3/catalog.yml', kind: 'catalog' as const, empty: false}]};
		expect(found(rule, {project})).toEqual([]);
		expect(found(rule, {project, imageHasFile: () => false})).toMatchObject([{file: 'conf/s3/catalog.yml'}]);
	});
});

describe('image/left-out', () => {
	const rule = 'image/left-out';
	const environmentFiles = [{file: 'conf/base/catalog.yml', kind: 'catalog' as const, empty: false}];
	const left = (project: {confSource?: string; sourceDir?: string}, has: (path: string) => boolean) =>
		found(rule, {project: {environmentFiles, ...project}, imageHasFile: has}).map(({file}) => file);

	it('finds what Kedro does not start without', () => {
		expect(left({}, () => false)).toEqual(['conf/base', 'pyproject.toml', 'src/demo']);
		expect(left({}, path => path !== 'pyproject.toml')).toEqual(['pyproject.toml']);
		expect(left({}, () => true)).toEqual([]);
	});

	it('finds the folder of a session store that its database needs', () => {
		const project = {sessionFolder: 'data'};
		expect(found(rule, {project, imageHasFile: path => path !== 'data'})).toMatchObject([{file: 'data/.gitkeep'}]);
		expect(found(rule, {project})).toEqual([]);
		expect(found(rule, {project: {sessionFolder: null}, imageHasFile: path => path !== 'data'})).toEqual([]);
	});

	it('cannot ask for what lies outside of the project, or is not there', () => {
		expect(left({sourceDir: '../shared/demo', confSource: '/etc/demo'}, () => false)).toEqual(['pyproject.toml']);
		expect(found(rule, {imageHasFile: path => path !== 'conf/base'})).toEqual([]);
	});
});

describe('config/unresolved', () => {
	const rule = 'config/unresolved';
	const project = (what: string) => ({
		unresolved: [
			{what, reason: "Environment variable 'BUCKET' not found", place: {file: 'conf/s3/catalog.yml', line: 4}},
		],
	});

	it.each(['raw', 'unused'])('is an error for %s, as Kedro loads all entries or none', what => {
		const [finding] = found(rule, {project: project(what)});
		expect(finding).toMatchObject({severity: 'error', file: 'conf/s3/catalog.yml', line: 4});
		expect(finding?.dataset).toBe(what === 'raw' ? 'raw' : undefined);
		expect(finding?.message).toContain('BUCKET');
	});

	it('is all that is said of a dataset whose place it hides, and of parameters that do not load', () => {
		const nodes = [node('load: raw -> trips'), node('train: trips, params:depth -> model')];
		const datasets = [csv('trips', '', {value: null})];
		expect(all({nodes, project: {datasets, parameters: ['depth']}})).toEqual(['warning catalog/unknown-dataset']);
		expect(all({nodes, project: {...project('trips'), datasets, parameters: ['depth']}})).toEqual([`error ${rule}`]);
		expect(all({nodes, project: project('parameters')})).toEqual([`error ${rule}`]);
	});

	it('finds nothing where all is resolved', () => {
		expect(found(rule)).toEqual([]);
	});
});
