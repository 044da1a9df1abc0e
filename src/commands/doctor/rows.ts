// The list of what `doctor` looks at. A row stands below those that it needs.
import type {Row} from './row.ts';
import {aws} from './rows/aws.ts';
import {cluster} from './rows/cluster.ts';
import {context} from './rows/context.ts';
import {disk} from './rows/disk.ts';
import {engine} from './rows/engine.ts';
import {kedro} from './rows/kedro.ts';
import {kubectl} from './rows/kubectl.ts';
import {kubeflow} from './rows/kubeflow.ts';
import {namespace} from './rows/namespace.ts';
import {node} from './rows/node.ts';
import {pages} from './rows/pages.ts';
import {pipelines} from './rows/pipelines.ts';
import {platform} from './rows/platform.ts';
import {project} from './rows/project.ts';
import {python} from './rows/python.ts';
import {registry} from './rows/registry.ts';
import {rights} from './rows/rights.ts';
import {s3} from './rows/s3.ts';

export const rows: readonly Row[] = [
	node,
	project,
	python,
	kedro,
	pipelines,
	engine,
	platform,
	registry,
	kubectl,
	context,
	cluster,
	namespace,
	rights,
	kubeflow,
	pages,
	aws,
	s3,
	disk,
];

/** What `check` shows too: quick, and without a cluster or the network. */
export const localRows: readonly Row[] = [node, python, kedro, engine, kubectl, context];
