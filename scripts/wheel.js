// `npm run wheel [-- FOLDER]`: the Python package, which has the same bundle and the same version as the npm package. With
// `--built` as first argument it takes dist/ as it is.
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {must, prepare, root} from './prepare.js';

const isBuilt = process.argv[2] === '--built';
const [folder = join(root, 'python', 'dist')] = process.argv.slice(isBuilt ? 3 : 2);
if (!isBuilt) prepare();

const source = mkdtempSync(join(tmpdir(), 'kfp-wizard-wheel-'));
process.on('exit', () => rmSync(source, {recursive: true, force: true}));
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const python = name => join(root, 'python', name);
for (const name of ['kfp_wizard', 'README.md']) cpSync(python(name), join(source, name), {recursive: true, filter});
cpSync(join(root, 'LICENSE'), join(source, 'LICENSE'));
const manifest = readFileSync(python('pyproject.toml'), 'utf8').replace(/^version = .*$/m, `version = "${version}"`);
writeFileSync(join(source, 'pyproject.toml'), manifest);
const program = join(source, 'kfp_wizard', 'program');
for (const name of ['bin', 'dist']) cpSync(join(root, name), join(program, name), {recursive: true, filter});
// Node reads the bundle as modules.
writeFileSync(join(program, 'package.json'), `${JSON.stringify({name: 'kfp-wizard', version, type: 'module'})}\n`);

const out = resolve(folder);
must('Making the wheel', 'uv', ['build', '--quiet', '--wheel', '--out-dir', out, source], {stdio: ['ignore', 2, 2]});
const wheels = readdirSync(out).filter(name => name.endsWith('.whl'));
console.log(wheels.map(name => join(out, name)).join('\n'));

function filter(path) {
	return !path.endsWith('__pycache__');
}
