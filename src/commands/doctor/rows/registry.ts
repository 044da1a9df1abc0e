// Whether the image may be pushed; without an image, the registries that this machine is logged in to.
import {engineToLogIn} from '../../../image/engine/find-engine.ts';
import {parseReference} from '../../../image/reference.ts';
import {canPush} from '../../../image/registry/registry.ts';
import {knownLogins} from '../../../image/registry/known-logins.ts';
import {packageUrl} from '../../../system/own-package.ts';
import {WizardError} from '../../../system/errors.ts';
import {ok, type Row, skipped} from '../row.ts';

export const registry: Row = {
	id: 'registry',
	title: 'Registry',
	needs: [],
	link: 'https://docs.docker.com/reference/cli/docker/login/',
	probe: async ({options, context: {env, platform, ui}, engine}) => {
		const {image} = options;
		if (image === undefined) {
			const names = (await knownLogins(env, {signal: ui.signal})).map(login => login.registry);
			const which = 'pass --image REF to check whether it may be pushed';
			return names.length === 0 ? skipped(`no stored login; ${which}`) : ok(`logins: ${names.join(', ')}; ${which}`);
		}
		const reference = parseReference(image.value);
		const right = await canPush(reference, {
			env,
			signal: ui.signal,
			engine: () => engineToLogIn(options.builder?.value, {env, platform}, engine()),
		});
		const {may, reason} = right;
		if (may === 'yes') return ok(`${reference.registry}: ${reference.repository} may be pushed`);
		const {next} = right;
		if (may === 'no') throw new WizardError('denied', reason, {code: right.code, next});
		// A login changes nothing where it does not answer.
		const link = right.api === undefined ? {} : {link: packageUrl('docs/troubleshooting.md#network')};
		return {state: 'warning', detail: reason, fix: next, ...link};
	},
};
