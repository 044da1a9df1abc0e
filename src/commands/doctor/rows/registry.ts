// Whether the image may be pushed; without an image, the registries that this machine is logged in to.
import {parseReference} from '../../../image/reference.ts';
import {loginCommand} from '../../../image/registry/login-command.ts';
import {canPush} from '../../../image/registry/registry.ts';
import {knownLogins} from '../../../image/registry/known-logins.ts';
import {packageUrl} from '../../../system/own-package.ts';
import {WizardError} from '../../../system/errors.ts';
import {quote} from '../../../system/text.ts';
import {ok, type Row, skipped} from '../row.ts';

export const registry: Row = {
	id: 'registry',
	title: 'Registry',
	needs: [],
	link: 'https://docs.docker.com/reference/cli/docker/login/',
	probe: async ({options, context: {env, ui}, engine}) => {
		const {image} = options;
		if (image === undefined) {
			const names = (await knownLogins(env, {signal: ui.signal})).map(login => login.registry);
			const which = 'pass --image REF to check whether it may be pushed';
			return names.length === 0 ? skipped(`no stored login; ${which}`) : ok(`logins: ${names.join(', ')}; ${which}`);
		}
		const reference = parseReference(image.value);
		const {may, reason, api} = await canPush(reference, {env, signal: ui.signal});
		if (may === 'yes') return ok(`${reference.registry}: ${reference.repository} may be pushed`);
		// A login changes nothing there.
		if (api !== undefined) {
			const when = 'to see what answers there: its name, the network or a proxy may be wrong';
			const link = packageUrl('docs/troubleshooting.md#network');
			return {state: 'warning', detail: reason, fix: [{command: `curl -i ${quote(`${api}/v2/`)}`, when}], link};
		}
		const name = (await engine().catch(() => undefined))?.name;
		const next = [{command: loginCommand(reference.registry, name), when: 'to log in'}];
		if (may === 'unknown') return {state: 'warning', detail: reason, fix: next};
		throw new WizardError('denied', reason, {code: 'REGISTRY_DENIED', next});
	},
};
