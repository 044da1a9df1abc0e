// Finds credentials in the content of the files that a build sends.
import {findCredentials} from '../../system/secrecy/find-credentials.ts';
import {holdsOnlyInterpolations} from '../../system/secrecy/placeholders.ts';
import {count} from '../../system/text.ts';
import {isOfThisMachine, judgePath, type Suspicious} from './credential-scan.ts';

/** Configuration by its suffix or name: there the value of a key such as `password` counts, whatever its form. */
const configuration =
	/\.(?:ya?ml|json|toml|ini|cfg|conf|env|properties|tfvars|sh|bash|zsh)$|(?:^|\/)(?:\.env[^/]*|\.?(?:pypirc|netrc|npmrc|databrickscfg|boto|s3cfg|condarc|my\.cnf)|_netrc|kubeconfig)$/i;
/** Data, and files that programs write, have keys of any name. */
const notConfiguration =
	/^data\/|(?:^|\/)(?:package-lock\.json|[^/]*[.-]lock(?:\.ya?ml|\.json)?|tokenizer[^/]*\.json|vocab\.json)$/i;
/** Examples of addresses and passwords are usual here; the form of a key is not. */
const examples =
	/\.(?:md|rst|adoc)$|(?:^|\/)(?:tests?|docs?|examples?)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|(?:^|[./_-])(?:examples?|samples?|template|dist)(?:[.-][^/]*)?$/i;

/** Only the beginning of a file is searched for credentials: 1 MiB, and for names of keys 256 KiB. */
export const searched = {bytes: 1024 * 1024, named: 256 * 1024};

/**
 * Judges a file by its path and by the beginning of its content, of which at most `searched.bytes` are looked at. Of what is
 * not text only the path counts.
 */
export function judgeFile(path: string, content: Buffer): Suspicious | undefined {
	const text = textOf(content.subarray(0, searched.bytes));
	const named = judgePath(path);
	if (named !== undefined && (text === undefined || !isHarmless(path, text))) return named;
	if (text === undefined) return undefined;
	const isNamed = configuration.test(path) && !notConfiguration.test(path) && text.length <= searched.named;
	const found = findCredentials(text, {named: isNamed});
	const example = examples.test(path);
	const judged = found.map(({kind, line, certain, usual}) => ({kind, line, certain: certain && !(usual && example)}));
	const first = judged.find(({certain}) => certain) ?? judged[0];
	if (first === undefined) return undefined;
	const more = judged.length === 1 ? '' : `, and ${count(judged.length - 1, 'more line')} like it`;
	const {kind, line, certain} = first;
	return {path, line, certain, reason: `${certain ? 'contains' : 'may contain'} ${kind}${more}`};
}

/** The text of a file, `undefined` for a binary one. Every byte is one character, which is enough for what is searched. */
function textOf(content: Buffer): string | undefined {
	if (content[0] === 0xff && content[1] === 0xfe) return content.toString('utf16le');
	return content.subarray(0, 8192).includes(0) ? undefined : content.toString('latin1');
}

/** Certificates and public keys have the suffixes of private ones; a file of interpolations holds no secret. */
function isHarmless(path: string, text: string): boolean {
	if (isOfThisMachine(path)) return false;
	if (/\.(?:pem|key)$/i.test(path))
		return /-----BEGIN [A-Z0-9 ]*(?:CERTIFICATE|PUBLIC KEY)-----/.test(text) && !text.includes('PRIVATE KEY');
	return text.length <= searched.named && holdsOnlyInterpolations(text);
}
