// A valid value for every option of the catalogue, as a user types it: tests that loop over all options need no list of their own.
import {type OptionName, specOf} from '../../src/options/options.ts';

/** Options whose values must fit a pattern of their own. */
const particular: Partial<Record<OptionName, string>> = {
	groupBy: 'tag:group.',
	host: 'http://localhost:8080',
	param: 'alpha=1.0',
	envVar: 'LEVEL=3',
	nodeSeconds: 'train=40',
	attempt: '0123abcd',
	data: 's3://bucket/prefix',
	platform: 'linux/arm64',
	pipelineRoot: 's3://bucket/root',
	schedule: '@daily',
	every: '30m',
	since: '10m',
	timeoutRun: '3600',
	timeZone: 'Europe/Berlin',
	start: '2027-01-31',
	end: '2027-02-28T08:00Z',
};

/** A text that the option accepts; `undefined` for a switch, which has none. */
export function exampleOf(name: OptionName): string | undefined {
	const spec = specOf(name);
	switch (spec.kind) {
		case 'switch':
			return undefined;
		case 'choice':
			return spec.choices.at(-1);
		case 'number':
			return '3';
		default:
			return particular[name] ?? 'example-1';
	}
}
