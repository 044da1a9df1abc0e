// Recordings that the fake server is not held against, each with its reason. Numbers are file prefixes; ranges are inclusive.

export type LeftOut = {
	readonly from: string;
	readonly to?: string;
	readonly reason: string;
	/** Sends an equivalent request all the same, since later recordings rest on its effect. */
	readonly standIn?: true;
};

const hang =
	'the real server never answers: a syntax error in the first document makes it loop, or a header crashes it';
const v1 = 'the v1beta1 API: kfp-wizard never calls it';
const archive = 'an archive: kfp-wizard sends plain YAML only';
const logs = 'logs and artifacts: kfp-wizard reads them from pods';
const cluster = 'rests on a state of the Kubernetes cluster behind the server, which the fake does not have';
const privatePipelines = 'pipelines of a namespace and access reviews: kfp-wizard has shared pipelines only';
const onPrivate = 'rests on pipelines of a namespace, which are left out';
const unrecorded = 'shows what requests made that were not recorded';
const noBody = 'the recording does not keep what was sent';

export const leftOut: readonly LeftOut[] = [
	{from: '044', reason: v1, standIn: true},
	{from: '046', reason: archive},
	{from: '047', to: '048', reason: archive, standIn: true},
	{from: '051', reason: hang},
	{from: '104', reason: noBody},
	{from: '224', reason: cluster},
	{from: '262', reason: v1},
	{from: '264', to: '268', reason: v1},
	{from: '271', to: '276', reason: logs},
	{from: '376', reason: 'Prometheus metrics: nobody asks for them'},
	{from: '451', to: '452', reason: 'versions fetched by the server from a URL: kfp-wizard uploads'},
	{from: '453', to: '454', reason: unrecorded},
	{from: '456', to: '457', reason: logs},
	{from: '458', reason: unrecorded},
	{from: '459', to: '460', reason: logs},
	{from: 'b004', reason: v1},
	{from: 'h006', reason: hang},
	{from: 'h010', to: 'h012', reason: hang},
	{from: 'k005', to: 'k012', reason: cluster},
	{from: 'k016', to: 'k023', reason: cluster},
	{from: 'm013', reason: 'which audiences a token has is checked by Kubernetes, which the fake does not have'},
	{from: 'm021', to: 'm041', reason: privatePipelines},
	{from: 'm042', to: 'm053', reason: onPrivate},
	{from: 'm055', to: 'm056', reason: onPrivate},
	{from: 'm057', to: 'm059', reason: onPrivate},
	{from: 'm060', to: 'm066', reason: privatePipelines},
	{from: 'm900', reason: hang},
];

/**
 * Lists whose order the real server left to chance: rows of one second, sorted by their random ids. Of these only the
 * number of rows and whether there is a next page are compared.
 */
export const tied: ReadonlySet<string> = new Set([
	'131',
	'134',
	'135',
	'198',
	'199',
	'200',
	'205',
	'207',
	'210',
	'253',
	'308',
	'309',
	'310',
]);

/** The entry that leaves out a recording, by its file name. */
export function whyLeftOut(file: string): LeftOut | undefined {
	const number = numberOf(file);
	return leftOut.find(({from, to = from}) => from.length === number.length && from <= number && number <= to);
}

/** `141` of `141-run-create-from-version.json`, `b001` of `b001-healthz.json`. */
export const numberOf = (file: string): string => file.split('-')[0] ?? '';
