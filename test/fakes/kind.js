#!/usr/bin/env node
// Stands in for kind and for the containers of its nodes (`docker exec NODE crictl`), with the output of kind 0.30. What is
// loaded comes from real archives of `docker save`. A file `fault` beside it says what goes wrong: `digest` or `nothing`.
import {spawnSync} from 'node:child_process';
import {appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const folder = import.meta.dirname;
const node = 'dev-control-plane';
const store = join(folder, 'node-images.json');
const read = path => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const images = () => JSON.parse(read(store) || '[]');
const fault = read(join(folder, 'fault'));
const {docker} = JSON.parse(read(join(folder, 'kind.json')));
const [command, ...args] = process.argv.slice(2);
appendFileSync(
	join(folder, '..', 'calls'),
	`${command === 'exec' ? 'docker' : 'kind'} ${[command, ...args].join(' ')}\n`,
);

function fail(text) {
	process.stderr.write(`${text}\n`);
	process.exit(1);
}

/** As `ctr images import` names what is in an archive. */
function importArchive(path) {
	const {stdout, status} = spawnSync('tar', ['-xOf', path, 'manifest.json'], {encoding: 'utf8'});
	if (status !== 0) fail(`ERROR: failed to load image: ${path} is not an archive`);
	const tags = JSON.parse(stdout).flatMap(({RepoTags}) => RepoTags ?? []);
	const names = tags.map(tag => (tag.includes('/') ? tag : `docker.io/library/${tag}`));
	if (fault !== 'nothing') writeFileSync(store, JSON.stringify([...new Set([...images(), ...names])]));
}

function loadImage(name) {
	const {stdout: id, status} = spawnSync(docker, ['image', 'inspect', '--format', '{{.Id}}', name], {encoding: 'utf8'});
	if (status !== 0) fail(`ERROR: image: "${name}" not present locally`);
	process.stderr.write(`Image: "${name}" with ID "${id.trim()}" not yet present on node "${node}", loading...\n`);
	if (fault === 'digest')
		fail(
			`ERROR: failed to load image: command "docker exec --privileged -i ${node} ctr --namespace=k8s.io images import --all-platforms --digests --snapshotter=overlayfs -" failed with error: exit status 1\nCommand Output: ctr: content digest sha256:82014a3cbf22d2e03382cd9b123f4151d956986e727340a466406a206408b7a2: not found`,
		);
	const temporary = mkdtempSync(join(tmpdir(), 'kind-'));
	const archive = join(temporary, 'images.tar');
	const saved = spawnSync(docker, ['save', '-o', archive, name], {encoding: 'utf8'});
	if (saved.status !== 0) fail(`ERROR: ${saved.stderr}`);
	importArchive(archive);
	rmSync(temporary, {recursive: true});
}

if (command === 'exec') {
	if (args[0] !== node) fail(`Error response from daemon: No such container: ${args[0]}`);
	if (args[2] === 'rmi') writeFileSync(store, JSON.stringify(images().filter(name => name !== args[3])));
	else process.stdout.write(JSON.stringify({images: images().map(name => ({id: 'sha256:1', repoTags: [name]}))}));
} else {
	const [kind, what, , cluster] = args;
	if (cluster !== 'dev') fail(`ERROR: no nodes found for cluster "${cluster}"`);
	if (kind === 'docker-image') loadImage(what);
	else importArchive(what);
}
