// Where requests to S3 and STS go: the region and the endpoints that variables and profiles set, as the AWS CLI reads them.
import {profileOf, type Profiles, type ProfileSettings} from './profiles.ts';

export type Endpoint = {
	/** Without a slash at its end. */
	readonly url: string;
	/** True for an address that somebody has set, such as that of MinIO; false for one of AWS. */
	readonly isSet: boolean;
};

export type Endpoints = {readonly region: string; readonly s3: Endpoint; readonly sts: Endpoint};

/** Domains of the partitions of AWS, by the beginning of their regions. */
const domains: readonly (readonly [RegExp, string])[] = [
	[/^cn-/, 'amazonaws.com.cn'],
	[/^us-iso-/, 'c2s.ic.gov'],
	[/^us-isob-/, 'sc2s.sgov.gov'],
	[/^us-isof-/, 'csp.hci.ic.gov'],
	[/^eu-isoe-/, 'cloud.adc-e.uk'],
	[/^eusc-/, 'amazonaws.eu'],
];

/** The address of a service of AWS in a region. */
export const awsEndpoint = (service: 's3' | 'sts', region: string): string =>
	`https://${service}.${region}.${domains.find(([pattern]) => pattern.test(region))?.[1] ?? 'amazonaws.com'}`;

/**
 * Reads AWS_REGION, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL_STS, then the profile: its region, its
 * services section, its endpoint_url. `profile`: the one that the keys come from; default: that of the environment.
 */
export function findEndpoints(
	env: NodeJS.ProcessEnv,
	profiles: Pick<Profiles, 'find' | 'services'>,
	profile?: string,
): Endpoints {
	const settings = profiles.find(profile ?? profileOf(env)?.profile ?? 'default');
	const region = validRegion(env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || settings?.get('region')) ?? 'us-east-1';
	const ignored = /^true$/i.test(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] || settings?.get(ignoring) || '');
	const endpoint = (service: 's3' | 'sts'): Endpoint => {
		const set = ignored ? undefined : endpointOf(service, env, settings, profiles);
		return {url: (set ?? awsEndpoint(service, region)).replace(/\/+$/, ''), isSet: set !== undefined};
	};
	return {region, s3: endpoint('s3'), sts: endpoint('sts')};
}

const ignoring = 'ignore_configured_endpoint_urls';

/** A region becomes a part of a host name. */
const validRegion = (region: string | undefined): string | undefined =>
	region !== undefined && /^[a-z\d]+(?:-[a-z\d]+)*$/.test(region) ? region : undefined;

function endpointOf(
	service: 's3' | 'sts',
	env: NodeJS.ProcessEnv,
	settings: ProfileSettings | undefined,
	profiles: Pick<Profiles, 'services'>,
): string | undefined {
	const services = settings?.get('services');
	const all = [
		env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`],
		env['AWS_ENDPOINT_URL'],
		services === undefined ? undefined : profiles.services(services)?.get(`${service}.endpoint_url`),
		settings?.get('endpoint_url'),
	];
	return all.find(url => url !== undefined && URL.canParse(url) && /^https?:/i.test(url));
}
