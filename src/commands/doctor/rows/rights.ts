// What you may do in the namespace.
import {maySomething, type Right} from '../../../kubernetes/rights.ts';
import {isOff, isOn} from '../../../options/options.ts';
import {WizardError} from '../../../system/errors.ts';
import {kubectlCommand} from '../../../kubernetes/kubectl-command.ts';
import {isSpareCluster, ok, type Row} from '../row.ts';

const ofSecret: readonly Right[] = [
	{verb: 'get', resource: 'secrets'},
	{verb: 'create', resource: 'secrets'},
	{verb: 'patch', resource: 'secrets'},
];
const ofForward: Right = {verb: 'create', resource: 'pods', subresource: 'portforward'};
/** Without these kfp-wizard shows less of a run. */
const helpful: readonly Right[] = [
	{verb: 'get', resource: 'pods'},
	{verb: 'get', resource: 'pods', subresource: 'log'},
];

const words = ({verb, resource, subresource}: Right): string =>
	`${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}`;

export const rights: Row = {
	id: 'rights',
	title: 'Rights',
	needs: ['namespace'],
	isSpare: isSpareCluster,
	link: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
	probe: async ({kube, options, namespace}) => {
		const {cluster} = await kube();
		const withoutSecret = isOff(options.secret) || isOn(options.existingSecret);
		const needed = [...(withoutSecret ? [] : ofSecret), ...(options.host === undefined ? [ofForward] : [])];
		const all = [...needed, ...helpful];
		const answers = await Promise.all(all.map(right => maySomething(cluster, right)));
		const denied = all.filter((_, index) => answers[index] === false);
		if (denied.length === 0) return ok(`you may ${all.map(words).join(', ')}`);
		const detail = `You may not ${denied.map(words).join(', ')} in namespace ${namespace}`;
		const command = kubectlCommand({context: cluster.context, namespace}, 'auth can-i --list');
		const next = [{command, when: 'to list your permissions (an administrator can grant more)'}];
		if (denied.every(right => helpful.includes(right))) return {state: 'warning', detail, fix: next};
		const instead = {command: 'kfp-wizard deploy --existing-secret', when: 'if an administrator creates the Secret'};
		const isSecret = denied.some(right => ofSecret.includes(right));
		throw new WizardError('denied', detail, {code: 'FORBIDDEN', next: isSecret ? [...next, instead] : next});
	},
};
