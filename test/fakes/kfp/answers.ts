// How a KFP 2.17 API server words its answers: gateway errors, upload errors with a Go stack, plain text. Written from recordings.
export type Reply = {
	readonly status: number;
	/** null sends no body and no content type. */
	readonly contentType: string | null;
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
};

/** Thrown by a handler to answer with an error. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly reply: Reply;

	constructor(reply: Reply) {
		super(reply.body);
		this.reply = reply;
	}
}

export const ok = (value: unknown, status = 200): Reply => ({
	status,
	contentType: 'application/json',
	body: JSON.stringify(value),
});

const httpOf: Readonly<Record<number, number>> = {
	3: 400,
	5: 404,
	6: 409,
	7: 403,
	10: 409,
	12: 501,
	13: 500,
	14: 503,
	16: 401,
};
export const grpc = {
	invalid: 3,
	notFound: 5,
	exists: 6,
	denied: 7,
	aborted: 10,
	unimplemented: 12,
	internal: 13,
	unauthenticated: 16,
} as const;

/** A gateway error: `message` is the chain of calls, `external` what the user should see; without it there are no details. */
export function gatewayError(code: number, message: string, external?: string, externalCode = code): Refusal {
	const details =
		external === undefined
			? {}
			: {details: [{'@type': 'type.googleapis.com/google.rpc.Status', code: externalCode, message: external}]};
	return new Refusal(ok({code, message, ...details}, httpOf[code] ?? 500));
}

/** An internal error: its chain is in `message` only. */
export const internal = (message: string): Refusal => gatewayError(grpc.internal, message, 'Internal Server Error');

const stack =
	'github.com/kubeflow/pipelines/backend/src/common/util.Wrap\n\t/go/src/github.com/kubeflow/pipelines/backend/src/common/util/error.go:361\n' +
	'main.apiServerInterceptor\n\t/go/src/github.com/kubeflow/pipelines/backend/src/apiserver/interceptor.go:30\n' +
	'net/http.HandlerFunc.ServeHTTP\n\t/usr/local/go/src/net/http/server.go:2286\nruntime.goexit\n\t/usr/local/go/src/runtime/asm_amd64.s:1771';

/** A compile error: the same text with three stacks in both places, and code 2 inside. */
export function compileError(message: string): Refusal {
	const text = `Internal error: ${message}\nFailed to compile job\n${stack}\nFailed to generate the ExecutionSpec\n${stack}\nFailed to create a new run\n${stack}`;
	return gatewayError(grpc.internal, text, text, 2);
}

/** An error of the upload endpoints; those met while reading the file are JSON that calls itself text. */
export function uploadError(status: number, message: string, type: 'json' | 'text' = 'json'): Refusal {
	return new Refusal({
		...ok({error_message: message, error_details: `${message}\n${stack}`}, status),
		contentType: type === 'json' ? 'application/json' : 'text/plain; charset=utf-8',
	});
}

export const plainError = (status: number, text: string): Refusal =>
	new Refusal({status, contentType: 'text/plain; charset=utf-8', body: `${text}\n`});
