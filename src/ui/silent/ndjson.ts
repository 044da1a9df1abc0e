// An event as a line of JSON. Apart from the UI mode, because it needs the schema.
import {Event} from '../../schema/event.ts';

/** One line of JSON with its keys in the order of the schema. */
export function ndjson(event: Event): string {
	const known = Event.safeParse(event);
	return JSON.stringify(known.success ? known.data : event);
}
