// The search for marked secrets in everything that kfp-wizard leaves behind, in each form in which a text may have them.
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** Raw and as base64, base64url, hexadecimal, URLs and JSON write it; base64 also as it stands amid other text. */
function formsOf(value: string): readonly string[] {
	const bytes = Buffer.from(value);
	const amid = [1, 2].map(before =>
		Buffer.concat([Buffer.alloc(before), bytes])
			.toString('base64')
			.slice(4, -4),
	);
	const base64 = [bytes.toString('base64').replace(/.?=*$/, ''), ...amid];
	const url = encodeURIComponent(value);
	return [
		value,
		// As it is where each byte of a file is one character.
		bytes.toString('latin1'),
		...base64,
		...base64.map(text => text.replaceAll('+', '-').replaceAll('/', '_')),
		bytes.toString('hex'),
		url,
		url.replaceAll(/%../g, escape => escape.toLowerCase()),
		encodeURIComponent(url),
		JSON.stringify(value).slice(1, -1),
		JSON.stringify(JSON.stringify(value)).slice(3, -3),
	];
}

/** What breaks a text apart on its way to a screen: escape sequences, white space, characters without a width, frames. */
const joints = /\u001B\[[0-?]*[ -/]*[@-~]|[\s\u200B-\u200F\u2060\uFEFF\u2500-\u257F]/g;

/** A function that names the secrets that are in a text, also when it is broken. */
export function sweeper(secrets: Readonly<Record<string, string>>): (text: string) => readonly string[] {
	const all = Object.entries(secrets).map(([name, value]) => [name, [...new Set(formsOf(value))]] as const);
	return text => {
		const whole = text.replaceAll(joints, '');
		return all
			.filter(([, forms]) => forms.some(form => text.includes(form) || whole.includes(form)))
			.map(([name]) => name);
	};
}

/** Every file below a folder with its content, each character one byte. */
export async function filesBelow(folder: string): Promise<readonly (readonly [path: string, text: string])[]> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
	return Promise.all(paths.map(async path => [path, await readFile(path, 'latin1')] as const));
}
