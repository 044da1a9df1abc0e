// The explanation of a task that failed before or beside its nodes.
import {expect, it} from 'vitest';
import {explain} from '../../../src/checks/explain-failure.ts';
import type {Finding} from '../../../src/schema/finding.ts';

const of = (text: string, ...findings: readonly Finding[]) =>
	explain(['clean'], text.split('\n'), {nodes: [], findings: [...findings]});

const keyError = `Traceback (most recent call last):
  File "/app/src/shop/pipeline_registry.py", line 4, in <module>
    REGION = os.environ["SHOP_REGION"]
  File "<frozen os>", line 679, in __getitem__
KeyError: 'SHOP_REGION'`;

it.each([
	['a variable', keyError, 'environment/variable', /environment variable SHOP_REGION/],
	[
		'a variable, in the boxes of Rich',
		"│ ❱ 5 │ r = os.environ['SHOP_REGION'] │\n│ in __getitem__:679 │\n╰──╯\nKeyError: 'SHOP_RE\nGION'",
		'environment/variable',
		/SHOP_REGION/,
	],
	[
		'an interpolation',
		"InterpolationResolutionError: Environment variable\n'BUCKET' not found",
		'config/unresolved',
		/variable BUCKET/,
	],
	[
		'nodes',
		"ValueError: Pipeline does not contain nodes named ['us', 'eu'].",
		'image/other-nodes',
		/has no node us, eu: /,
	],
	['an option', "Error: No such option '--nodes'.", 'image/run-options', /does not take --nodes in/],
	[
		'an option, older click',
		'Error: No such option: --pipelines Did you mean --pipeline?',
		'image/run-options',
		/pipelines/,
	],
	['a log file', "ValueError: Unable to configure handler 'info'", 'image/left-out', /handler info .*\n.*delay: true/],
	[
		'a server',
		'EndpointConnectionError: Could not connect to the endpoint URL: "https://shop.s3.amazonaws.com/raw.csv"',
		'environment/client-variable',
		/could not connect to shop.s3.amazonaws.com/,
	],
])('%s', (_, text, rule, words) => {
	const explained = of(text);
	expect(explained?.rule).toBe(rule);
	expect(explained?.text).toMatch(words);
});

it('what a check found is said in its words', () => {
	const finding = {
		rule: 'environment/variable',
		severity: 'error',
		message: 'SHOP_REGION is set in this shell',
	} as const;
	expect(of(keyError, {...finding, message: 'SHOP_REGIONS is set'}, {...finding, fix: {title: 'set it'}})?.text).toBe(
		'SHOP_REGION is set in this shell\nset it',
	);
	const endpoint: Finding = {
		rule: 'environment/client-variable',
		severity: 'warning',
		message: 'AWS_ENDPOINT_URL is set in this shell, and tasks do not have it: they connect to Amazon S3',
	};
	const connection = 'Could not connect to the endpoint URL: "https://s3.eu-west-1.amazonaws.com/shop"';
	expect(of(connection, endpoint)?.text).toContain(
		'could not connect to s3.eu-west-1.amazonaws.com; AWS_ENDPOINT_URL is set here but not for the tasks\n',
	);
	const keys = 'ClientError: An error occurred (InvalidAccessKeyId) when calling the GetObject operation';
	expect(of(keys, endpoint)?.rule).toBe('environment/client-variable');
	expect(of(keys)).toBeUndefined();
	const hook: Finding = {
		rule: 'hooks/every-task',
		severity: 'error',
		message: 'it loads report',
		file: 'src/shop/hooks.py',
	};
	expect(of('File "/app/src/shop/hooks.py", line 8, in after_pipeline_run\nDatasetError: x', hook)?.rule).toBe(
		'hooks/every-task',
	);
});

it('other errors are not explained', () => {
	expect(of("KeyError: 'price'")).toBeUndefined();
	expect(of('Error: No such option: --fast')).toBeUndefined();
	expect(of("│ /app/pandas/core/frame.py:4107 in __getitem__ │\n│ 4105 │ │ │\nKeyError: 'price'")).toBeUndefined();
	expect(of('ConnectionError: no route to host db.example.org')).toBeUndefined();
});
