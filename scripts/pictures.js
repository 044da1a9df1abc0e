// `npm run pictures`: the wizard on the example project, as SVG pictures of its real frames, for README.md. Every machine
// draws the same: what the wizard talks to are stand-ins, and addresses, identities and durations are masked.
import {cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {atEnd, owned, run, Stop, withCleanUp} from './demo/processes.js';
import {environment, findPython} from './demo/python.js';
import {goOn, programs, startRegistry} from './pictures/stand-ins.js';
import {drawSvg} from './pictures/svg.js';
import {prepare, root} from './prepare.js';

const columns = 100;
const rows = 32;
const program = join(root, 'bin', 'kfp-wizard.js');
const pictures = join(root, 'examples', 'pictures');
const say = (...lines) => console.error(lines.join('\n'));

prepare();
// Only now: these import packages, which a fresh clone does not have before.
const {openScreen} = await import('./pictures/screen.js');
const {importTypeScript} = await import('./import-typescript.js');

await withCleanUp(async () => {
	const folder = owned(realpathSync(mkdtempSync(join(tmpdir(), 'kfp-wizard-pictures-'))));
	const python = await environment(findPython(), folder, say);
	const {startKfpApi} = await importTypeScript("export {startKfpApi} from './test/fakes/kfp-api.ts';");
	const kfp = await startKfpApi();
	atEnd(() => kfp.stop());
	const registry = await startRegistry(folder);
	atEnd(registry.stop);
	const env = {
		PATH: [programs(folder), process.env.PATH].join(':'),
		HOME: folder,
		TMPDIR: folder,
		LANG: 'C.UTF-8',
		TERM: 'xterm-256color',
		FORCE_HYPERLINK: '0',
		KFP_WIZARD_HOST: kfp.url,
		AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
		AWS_SECRET_ACCESS_KEY: 'not-a-secret',
	};
	const mask = masks([
		[registry.host, 'ghcr.io/nordsjo'],
		[kfp.url, 'http://localhost:8080'],
	]);
	mkdirSync(pictures, {recursive: true});
	const take = (screen, name, title) => {
		writeFileSync(join(pictures, `${name}.svg`), drawSvg(screen.rows(mask), columns, title));
		say(`  examples/pictures/${name}.svg`);
	};
	const start = (project, args) => {
		const all = [program, '--env', 'prod', '--python', python, '--image', `${registry.host}/bike-share`, ...args];
		const screen = openScreen(process.execPath, all, {columns, rows, cwd: project, env});
		atEnd(screen.close);
		return screen;
	};

	say('', '▸ Taking pictures');
	const broken = await example(join(folder, 'unfinished', 'bike-share'), true);
	const first = start(broken, []);
	await first.waitFor('On the cluster');
	take(first, 'pipeline', 'The wizard asks which pipeline, and shows its graph and what it costs');
	first.press('enter');
	await first.waitFor('How should nodes');
	take(first, 'grouping', 'The wizard asks how nodes should share containers, with the numbers side by side');
	first.press('enter');
	await first.waitFor('Where should data go');
	first.press('enter');
	await first.waitFor(/ fine$/m);
	take(first, 'checks', 'The checks show what would fail on a cluster, and the change that mends it');
	first.press('ctrl-c');
	await first.exit;

	const good = await example(join(folder, 'bike-share'), false);
	const second = start(good, ['--group-by', 'node', '--pipeline', '__default__']);
	await second.waitFor('❯ Go ahead');
	take(second, 'plan', 'The plan: what will be created, changed and kept, and where each value comes from');
	second.press('enter');
	await second.waitFor(/Downloading pandas/);
	take(second, 'work', 'The image is being built');
	goOn(folder);
	const exitCode = await second.exit;
	if (exitCode !== 0) throw new Stop(1, [`The deploy ended with exit code ${exitCode}.`]);
	await second.waitFor('Next');
	take(second, 'end', 'The end: where everything is, and what may be typed next');
});

/** The example in a git repository; `broken` takes two datasets from its catalog and two nodes their names. */
async function example(project, broken) {
	cpSync(join(root, 'examples', 'bike-share'), project, {recursive: true});
	cpSync(join(project, 'conf', 's3'), join(project, 'conf', 'prod'), {recursive: true});
	const change = (path, from, to) => {
		const file = join(project, path);
		writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
	};
	writeFileSync(join(project, 'Dockerfile'), 'FROM python:3.12-slim\nCOPY . .\n');
	writeFileSync(join(project, '.dockerignore'), '.git\n*.yaml\n');
	if (broken) {
		for (const environment of ['base', 'prod'])
			change(`conf/${environment}/catalog.yml`, /^(?:weather|features):\n(?: .*\n)+/gm, '');
		change('src/bike_share/pipelines/preparation/pipeline.py', /, name="(?:clean_weather|build_features)"/g, '');
	}
	const git = ['-c', 'user.name=example', '-c', 'user.email=example@example.test', '-C', project];
	for (const args of [
		['init', '--quiet'],
		['add', '--all'],
		['commit', '--quiet', '--message=start'],
	])
		await run('git', [...git, ...args], {stdio: ['ignore', 2, 2]});
	return project;
}

/** Each row with the same number of columns, but where something at its end was masked. */
function masks(addresses) {
	const same = (text, from, to) => text.replaceAll(from, to.padEnd(from.length).slice(0, from.length));
	return text => {
		let masked = text;
		for (const [from, to] of addresses) masked = same(masked, from, to);
		return masked
			.replaceAll(
				/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
				'0f3c9a71-5f2e-4d8b-9c41-7be0a2d6f813',
			)
			.replaceAll(/\b\d{4}-\d\d-\d\d\b/g, '2026-11-23')
			.replaceAll(/\b\d\d:\d\d(?::\d\d)?\b/g, time => '14:02:36'.slice(0, time.length))
			.replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, '⠹')
			.replaceAll(/\b\d+(?:\.\d)? s\b(?=[ ,]|$)/g, time => time.replaceAll(/\d/g, '4'));
	};
}
