// The packages in the bundle: their licences as one text, their list as a CycloneDX document (SBOM), their vulnerabilities.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as z from 'zod';

const Manifest = z.object({
	name: z.string(),
	version: z.string(),
	license: z.string(),
	author: z.union([z.string(), z.object({name: z.string()}).transform(({name}) => name)]).optional(),
});

type Package = {
	readonly name: string;
	readonly version: string;
	/** As in package.json: `MIT`. */
	readonly license: string;
	/** Of its files with licences and notices. */
	readonly texts: readonly string[];
};

/** What is read of the metafile of esbuild. */
type Metafile = {
	readonly outputs: Readonly<
		Record<string, {readonly inputs: Readonly<Record<string, {readonly bytesInOutput: number}>>}>
	>;
};

/** The packages that parts of the bundle come from, by name and version. */
export function bundledPackages(root: string, metafile: Metafile): readonly Package[] {
	const used = Object.values(metafile.outputs).flatMap(({inputs}) =>
		Object.entries(inputs).flatMap(([file, {bytesInOutput}]) => (bytesInOutput > 0 ? [folderOf(file)] : [])),
	);
	const folders = [...new Set(used.filter(folder => folder !== undefined))];
	const packages = new Map(folders.map(folder => readPackage(root, folder)).map(found => [idOf(found), found]));
	return [...packages.values()].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

const idOf = ({name, version}: Pick<Package, 'name' | 'version'>): string => `${name}@${version}`;

/** The innermost package folder of a file, such as `node_modules/ink/node_modules/signal-exit`. */
const folderOf = (file: string): string | undefined => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

function readPackage(root: string, folder: string): Package {
	const manifest = readFileSync(join(root, folder, 'package.json'), 'utf8');
	const {name, version, license, author} = Manifest.parse(JSON.parse(manifest));
	const texts = readdirSync(join(root, folder))
		.filter(file => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(file))
		.sort()
		.map(file =>
			readFileSync(join(root, folder, file), 'utf8')
				.replaceAll('\r\n', '\n')
				.trim(),
		);
	if (texts.length > 0) return {name, version, license, texts};
	if (license !== 'MIT') throw new Error(`${folder} has no file with its licence, which is ${license}`);
	return {name, version, license, texts: [mitLicense(author ?? `the authors of ${name}`)]};
}

const mitLicense = (holder: string): string => `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const rule = '='.repeat(80);

/** What the licences ask for: each package with its copyright and its terms. */
export const licensesText = (packages: readonly Package[]): string =>
	[
		'kfp-wizard contains code of these packages.',
		...packages.flatMap(({name, version, license, texts}) => [`${rule}\n${name} ${version} (${license})`, ...texts]),
	].join('\n\n') + '\n';

/** CycloneDX 1.5, without what changes from build to build. */
export const billOfMaterials = (version: string, packages: readonly Package[]) => ({
	bomFormat: 'CycloneDX',
	specVersion: '1.5',
	version: 1,
	metadata: {component: {type: 'application', name: 'kfp-wizard', version, purl: `pkg:npm/kfp-wizard@${version}`}},
	components: packages.map(({name, version, license}) => ({
		type: 'library',
		name,
		version,
		purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
		licenses: [{license: {id: license}}],
	})),
});

/** Of `npm audit --json`. */
const AuditReport = z.object({
	vulnerabilities: z.record(
		z.string(),
		z.object({
			name: z.string(),
			severity: z.string(),
			nodes: z.array(z.string()).describe('folders, as in package-lock.json'),
			via: z.array(z.union([z.string(), z.object({url: z.string()})])),
		}),
	),
});

const Lock = z.object({packages: z.record(z.string(), z.object({version: z.string().optional()}))});
const Bill = z.object({components: z.array(z.object({name: z.string(), version: z.string()}))});

/** A line for each package of the bill of materials with a known vulnerability, with where to read about it. */
export function vulnerablePackages(report: unknown, lock: unknown, bill: unknown): readonly string[] {
	const {packages} = Lock.parse(lock);
	const bundled = new Set(Bill.parse(bill).components.map(idOf));
	return Object.values(AuditReport.parse(report).vulnerabilities).flatMap(({name, severity, nodes, via}) =>
		nodes
			.map(folder => idOf({name, version: packages[folder]?.version ?? ''}))
			.filter(id => bundled.has(id))
			.map(id =>
				[`${id}: ${severity}`, ...via.flatMap(cause => (typeof cause === 'string' ? [] : [cause.url]))].join(' '),
			),
	);
}
