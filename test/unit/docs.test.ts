// The documentation agrees with the program: generated tables, links, error codes, and a README that stays short.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {fillTables, tableNames} from '../../scripts/docs/tables.ts';
import {exitCodes} from '../../src/system/errors.ts';
import {kedroLines} from '../bed/kedro-project.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = [
	'README.md',
	...readdirSync(join(root, 'docs'))
		.filter(name => name.endsWith('.md'))
		.map(name => `docs/${name}`),
];

describe.each(pages)('%s', page => {
	const text = read(page);

	it('has the tables that the code gives today (npm run docs)', () => {
		expect(fillTables(text, root)).toBe(text);
	});

	it('links only to files and headings that exist', () => {
		expect(brokenLinks(page, text)).toEqual([]);
	});
});

it('the README has at most 200 lines', () => {
	expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200);
});

it('every generated table stands on one page', () => {
	const marked = pages.flatMap(page =>
		[...read(page).matchAll(/<!-- table: ([\w-]+) -->/g)].map(([, name = '']) => name),
	);
	expect(marked.sort()).toEqual([...tableNames].sort());
});

it('docs/README.md links to every page', () => {
	const index = read('docs/README.md');
	const others = pages.filter(page => page.startsWith('docs/') && page !== 'docs/README.md');
	expect(others.filter(page => !index.includes(`](${relative('docs', page)})`))).toEqual([]);
});

it('every picture is shown on a page', () => {
	const shown = pages.map(read).join('\n');
	expect(readdirSync(join(root, 'docs', 'images')).filter(name => !shown.includes(`images/${name})`))).toEqual([]);
});

it('docs/command-line.md lists every exit code of an error', () => {
	const listed = [...read('docs/command-line.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
	expect(listed).toEqual([0, ...new Set(Object.values(exitCodes))].sort((a, b) => a - b));
});

it('docs/parameters.md names the Kedro versions that are tested', () => {
	expect(read('docs/parameters.md')).toContain(`| ${Object.values(kedroLines).join(', ')} |`);
});

describe('docs/troubleshooting.md', () => {
	const documented = [...read('docs/troubleshooting.md').matchAll(/^\| `([A-Z][A-Z_]*)` \|/gm)].map(
		([, code = '']) => code,
	);

	it('explains every error code of the program, and no other', () => {
		expect(documented.toSorted()).toEqual([...errorCodes()].sort());
	});

	it('explains each code once', () => {
		expect(documented).toHaveLength(new Set(documented).size);
	});
});

/** Links and pictures of a page that lead nowhere; addresses on the web are not looked at. */
function brokenLinks(page: string, text: string): readonly string[] {
	const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
	return targets.filter(target => {
		if (/^https?:/.test(target)) return false;
		const [path = '', heading] = target.split('#');
		const file = path === '' ? page : join(dirname(page), path);
		return !existsSync(join(root, file)) || (heading !== undefined && !anchors(read(file)).includes(heading));
	});
}

/** The anchors of the headings of a page, as GitHub makes them. */
function anchors(text: string): readonly string[] {
	return [...text.replaceAll(/^```[^]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\w\- ]/g, '')
			.replaceAll(' ', '-'),
	);
}

/**
 * The codes of the program's errors. Codes also travel through variables and helper functions, so every text in capitals
 * with an underscore counts as one, except the names that are known to mean something else.
 */
function errorCodes(): ReadonlySet<string> {
	const found = new Set<string>();
	for (const file of readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'})) {
		if (!/\.(tsx?|py)$/.test(file)) continue;
		const text = read(join('src', file));
		const variables = new Set([...text.matchAll(/\benv(?:\[|, )'([A-Z_]+)'/g)].map(([, name]) => name));
		const literals = file.endsWith('.py')
			? [...text.matchAll(/Failure\(\s*"([A-Z_]+)"|"code": "([A-Z_]+)"/g)]
			: [...text.matchAll(/code: '([A-Z]+)'|'([A-Z]+(?:_[A-Z]+)+)'/g)];
		for (const [, first, second] of literals) {
			const code = first ?? second ?? '';
			if (!variables.has(code) && !otherNames.test(code)) found.add(code);
		}
	}
	// Made from the call that failed.
	for (const call of ['CONNECT', 'BUILD', 'PUSH', 'INSPECT']) found.add(`ENGINE_${call}_FAILED`);
	return found;
}

/** Variables, codes of Node, types of KFP inputs and its trigger policy. */
const otherNames =
	/^(MLFLOW_(RUN_ID|TRACKING_URI)|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|CONFIG_FILE|SHARED_CREDENTIALS_FILE|REGION|DEFAULT_REGION|ENDPOINT_URL(_S3|_STS)?)|AZURE_STORAGE_.*|GOOGLE_APPLICATION_CREDENTIALS|KFP_WIZARD_.*|EAI_AGAIN|ERR_.*|UND_ERR_.*|NUMBER_(INTEGER|DOUBLE)|TASK_FINAL_STATUS|ALL_UPSTREAM_TASKS_COMPLETED|KEDRO_ENV|CONF_SOURCE|(UV|PIP|PIPENV|POETRY)_.*|VIRTUAL_ENV|(HTTP|HTTPS|FTP|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|(REQUESTS|CURL|AWS)_CA_BUNDLE|NODE_EXTRA_CA_CERTS)$/;
