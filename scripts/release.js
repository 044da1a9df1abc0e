// Runs before every `npm publish`: refuses while the package does not say where its source is and where to report a bug.
// With a tag as argument (`v0.1.0`) it also compares the tag and CHANGELOG.md with the version.
import {readFileSync} from 'node:fs';

const {version, ...manifest} = JSON.parse(readFileSync('package.json', 'utf8'));
const tag = process.argv[2];
const problems = ['repository', 'bugs', 'homepage']
	.filter(field => urlOf(manifest[field]) === '')
	.map(field => `package.json has no "${field}".`);
if (tag !== undefined && tag !== `v${version}`) problems.push(`The tag is ${tag}, but the version is ${version}.`);
const dated = readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## \[(.+)\] - \d{4}-\d\d-\d\d$/gm);
if (tag !== undefined && ![...dated].some(([, released]) => released === version))
	problems.push(`CHANGELOG.md has no section "## [${version}] - <date>".`);

if (problems.length > 0) {
	console.error(['kfp-wizard is not published:', ...problems.map(problem => `  ${problem}`)].join('\n'));
	process.exit(1);
}

/** npm takes an address itself or an object with one. */
function urlOf(value) {
	return typeof value === 'string' ? value : (value?.url ?? '');
}
