// What the plan says of the secrets and proxies that a build gets: their names, never a value.
import type {BuildInputs} from '../../../image/build-inputs.ts';
import type {Engine} from '../../../image/engine/engine.ts';
import type {PlanValue} from '../../../schema/plan.ts';
import {WizardError} from '../../../system/errors.ts';
import type {Ui} from '../../../ui/ui.ts';

export function inputValues({secrets, proxies}: BuildInputs = none): readonly PlanValue[] {
	const shown = secrets.map(({id, from}) => ('file' in from ? `${id} (${from.file})` : id));
	return [
		...(shown.length === 0
			? []
			: [{name: 'build-secrets', value: shown.join(', '), source: 'detected: for the package index'}]),
		...(proxies.length === 0
			? []
			: [{name: 'build-proxy', value: proxies.join(', '), source: 'detected: environment variables'}]),
	];
}

const none: BuildInputs = {secrets: [], proxies: [], unreachable: [], notMounted: []};

/** @throws WizardError `outside` where the engine cannot keep a secret out of the image. */
export function refuseSecrets({secrets}: BuildInputs = none, {name, takesSecrets}: Engine): void {
	const names = secrets.filter(({isCertificate}) => !isCertificate).map(({id}) => id);
	if (takesSecrets || names.length === 0) return;
	throw new WizardError(
		'outside',
		`This ${name} cannot give a build secrets, and the package index needs ${names.join(', ')}`,
		{
			code: 'BUILD_SECRETS_UNSUPPORTED',
			detail:
				'The older builder of Docker has only build arguments, which remain readable in the image. BuildKit comes with the buildx component: https://docs.docker.com/go/buildx/',
			next: [
				{command: '--builder podman', when: 'to build with Podman, if it is installed'},
				{command: withoutIndex(secrets), when: 'to build without the private index'},
			],
		},
	);
}

/** pip reads no configuration with this file, and a .netrc goes along only where an index is set. */
function withoutIndex(secrets: BuildInputs['secrets']): string {
	const variables = secrets.flatMap(({id, from}) => ('variable' in from ? [id] : []));
	return [
		...(variables.length === 0 ? [] : [`unset ${variables.join(' ')}`]),
		...(secrets.some(({id}) => id === 'PIP_CONFIG_FILE') ? ['export PIP_CONFIG_FILE=/dev/null'] : []),
	].join('; ');
}

/** What the build does not get although this machine has it. */
export function reportInputs({unreachable, notMounted}: BuildInputs, ui: Ui): void {
	const warn = (message: string): void => ui.emit({event: 'note', level: 'warning', step: 'image', message});
	if (unreachable.length > 0)
		warn(`The build does not get ${unreachable.join(', ')}: a container cannot reach a proxy on the loopback address`);
	if (notMounted.length > 0)
		warn(
			`The build does not get ${notMounted.join(', ')}, because the Dockerfile does not mount it: RUN --mount=type=secret,id=${notMounted[0] ?? ''} …`,
		);
}
