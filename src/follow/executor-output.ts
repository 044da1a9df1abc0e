// The metrics that a task handed over, as Kubeflow's launcher writes them into the log of the task after its command.
import * as z from 'zod';
import type {Metric} from '../schema/metric.ts';
import {parseJson} from '../system/json.ts';

const ExecutorOutput = z.object({
	artifacts: z
		.record(
			z.string(),
			z.object({
				artifacts: z
					.array(
						z.object({
							type: z.object({schemaTitle: z.string().default('')}).default({schemaTitle: ''}),
							metadata: z.record(z.string(), z.unknown()).default({}),
						}),
					)
					.default([]),
			}),
		)
		.default({}),
});

const beginning = /^I\d{4} .*\] ExecutorOutput: (?=\{)/;

/** Those of the last try in the log. A program can print such lines too: they are only shown. */
export function metricsIn(lines: readonly string[]): readonly Omit<Metric, 'task'>[] {
	const {data} = ExecutorOutput.safeParse(parseJson(outputText(lines)));
	return Object.entries(data?.artifacts ?? {}).flatMap(([artifact, {artifacts}]) =>
		artifacts
			.filter(({type}) => type.schemaTitle === 'system.Metrics')
			.flatMap(({metadata}) =>
				Object.entries(metadata).flatMap(([key, value]) =>
					typeof value === 'number' || typeof value === 'boolean' ? [{artifact, key, value}] : [],
				),
			),
	);
}

/** The JSON behind the words, on one line or over several; other lines in between are those of Argo. */
function outputText(lines: readonly string[]): string {
	const start = lines.findLastIndex(line => beginning.test(line));
	if (start === -1) return '';
	const text = [(lines[start] ?? '').replace(beginning, '')];
	if (parseJson(text[0] ?? '') !== undefined) return text[0] ?? '';
	for (const line of lines.slice(start + 1)) {
		if (/^time="?\d{4}-/.test(line)) continue;
		text.push(line);
		if (line.startsWith('}')) break;
	}
	return text.join('\n');
}
