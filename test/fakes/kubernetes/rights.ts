// Who may do what in the fake cluster: users and rules as in the recordings.

/** `verb resource`, with `*` for any, and `verb resource/subresource`. */
export type Rules = readonly string[];

export const users: Readonly<Record<string, Rules>> = {
	'bed-admin': ['* *'],
	'patch-only': ['patch secrets'],
	'create-only': ['create secrets'],
	'patch-create': ['patch secrets', 'create secrets'],
	'get-only': ['get secrets'],
	'system:anonymous': [],
	'data-scientist': ['get pods', 'list pods', 'get pods/log', 'get services/proxy', 'create services/proxy'],
};

export function allowed(rules: Rules, verb: string, resource: string): boolean {
	return rules.some(rule => {
		const [ruleVerb, ruleResource] = rule.split(' ');
		return (ruleVerb === '*' || ruleVerb === verb) && (ruleResource === '*' || ruleResource === resource);
	});
}
