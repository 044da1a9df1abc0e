// Masks what has the form of a secret in a text that is shown: in URLs, in headers, and tokens.
import {mask} from '../secrets.ts';
import {eachCredential} from './find-credentials.ts';
import {isSlug} from './names.ts';
import {isPlaceholder} from './placeholders.ts';

const userInfo = /(?<=[A-Za-z0-9]:\/\/)([^\s/?#@"'`<>]{1,512})(?=@[A-Za-z0-9[])/g;

const parameter =
	/([?&;#](?:[\w.-]{0,40}[-_.])?(?:[a-z]{0,20}token|code|auth|authorization|api-?key|apikey|subscription-key|accesskey|sig|signature|credential|password|passwd|pwd|[a-z]{0,20}secret)=)([^&;\s"'`<>#]{4,4096})/gi;

const header =
	/\b((?:proxy-)?authorization|[\w-]{0,20}api-key|x-[\w-]{0,30}token|private-token|(?:set-)?cookie)(["']?\s{0,5}[:=]\s{0,5}["']?)(?:((?:bearer|basic|digest|token|negotiate|aws4-hmac-sha256)\s{1,5})([^"'\n]{1,8192})|([^\s"']{16,8192}))/gi;

const bearer = /\b(bearer\s{1,5})([\w.~+/=-]{16,8192})/gi;

/** What is in every text that one of these two matches: most texts have none of it, and looking for this is much faster. */
const headerHint = /authorization|api-key|-token|cookie/i;
const bearerHint = /bearer/i;

export function maskForms(text: string): string {
	let result = text;
	if (text.includes('://')) result = result.replace(userInfo, found => (isHarmlessUser(found) ? found : mask));
	if (text.includes('='))
		result = result.replace(parameter, (found, name: string, value: string) =>
			isPlaceholder(value) ? found : name + mask,
		);
	if (headerHint.test(result))
		result = result.replace(header, (found, name: string, between: string, scheme = '', after = '', alone = '') =>
			isPlaceholder(`${after}${alone}`) ? found : `${name}${between}${scheme}${mask}`,
		);
	if (bearerHint.test(result))
		result = result.replace(bearer, (found, scheme: string, token: string) =>
			isPlaceholder(token) ? found : scheme + mask,
		);
	return maskTokens(result.includes('PRIVATE KEY-----') ? maskPrivateKeys(result) : result);
}

/** From its first line to its last one, or to the end of the text. */
function maskPrivateKeys(text: string): string {
	const [before = '', ...keys] = text.split(/-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/);
	return before + keys.map(key => mask + key.replace(/^[^-]*(?:-----END [A-Z0-9 ]{0,30}-----)?/, '')).join('');
}

/** `git@`, a container before the host of its storage, and interpolations. */
const isHarmlessUser = (user: string): boolean =>
	isPlaceholder(user) || (!user.includes(':') && (isSlug(user) || /^[a-z]{1,15}$/.test(user)));

function maskTokens(text: string): string {
	const secrets: string[] = [];
	eachCredential(text, ({pattern, match: [whole, secret = whole]}) => {
		if (pattern.certain && pattern.usual !== true) secrets.push(secret);
	});
	return secrets.reduce((result, secret) => result.replaceAll(secret, mask), text);
}
