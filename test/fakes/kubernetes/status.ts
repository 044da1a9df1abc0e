// Refusals of the API server: the Status objects that kubectl turns into words.

export type Cause = {readonly reason?: string; readonly message: string; readonly field?: string};

export type Details = {
	readonly name?: string;
	readonly group?: string;
	readonly kind?: string;
	readonly causes?: readonly Cause[];
};

/** Thrown inside the fake; the server sends it as a Status. */
export class Refusal extends Error {
	readonly code: number;
	readonly body: object;

	constructor(code: number, reason: string | undefined, message: string, details?: Details) {
		super(message);
		this.code = code;
		this.body = {
			kind: 'Status',
			apiVersion: 'v1',
			metadata: {},
			status: 'Failure',
			message,
			...(reason === undefined ? {} : {reason}),
			...(details === undefined ? {} : {details}),
			code,
		};
	}
}

export const notFound = (kind: string, name: string, group = ''): Refusal =>
	new Refusal(404, 'NotFound', `${kind}${group === '' ? '' : `.${group}`} "${name}" not found`, {
		name,
		...(group === '' ? {} : {group}),
		kind,
	});

export const forbidden = (kind: string, name: string, why: string, causes?: readonly Cause[]): Refusal =>
	new Refusal(403, 'Forbidden', `${kind}${name === '' ? '' : ` "${name}"`} is forbidden: ${why}`, {
		...(name === '' ? {} : {name}),
		kind,
		...(causes === undefined ? {} : {causes}),
	});

export const conflict = (message: string, details?: Details): Refusal => new Refusal(409, 'Conflict', message, details);

export const invalid = (name: string, field: string, reason: string, message: string): Refusal =>
	new Refusal(422, 'Invalid', `Secret "${name}" is invalid: ${field}: ${message}`, {
		name,
		kind: 'Secret',
		causes: [{reason, message, field}],
	});

export const badRequest = (message: string): Refusal => new Refusal(400, 'BadRequest', message);

/** An error of the server itself, as for what its types can't hold. */
export const internal = (message: string): Refusal => new Refusal(500, undefined, message);
