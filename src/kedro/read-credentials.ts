// Reads the values of credentials with the project's own configuration loader. They come through a pipe, and stay in memory.
import * as z from 'zod';
import {Sensitive} from '../system/secrets.ts';
import {askWithOutput, type InspectOptions} from './inspect.ts';

const Answer = z.object({credentials: z.object({names: z.array(z.string())})});

/**
 * The text of a `credentials.yml` with these credentials. Variables that this machine lacks stay `${oc.env:NAME}`.
 * @param names of the credentials whose values are read
 * @param empty names that get no values, for entries that the pipeline does not use
 * @throws WizardError as `inspectProject`; `project` with `CREDENTIALS_MISSING` or `CREDENTIALS_UNREADABLE`.
 */
export async function readCredentials(
	options: InspectOptions,
	names: readonly string[],
	empty: readonly string[],
): Promise<Sensitive> {
	const {output} = await askWithOutput(options, {credentials: names, empty}, Answer);
	return new Sensitive(Buffer.from(output.reveal(), 'base64').toString('utf8'));
}
