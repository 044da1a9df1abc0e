// `npm run pictures`: the wizard on the example project, as SVG pictures of its real frames, for the documentation. Every
// machine draws the same: what the wizard talks to are stand-ins, and addresses, identities and durations are masked.
import {cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {atEnd, owned, run, Stop, withCleanUp} from './demo/processes.js';
import {environment, findPython} from './demo/python.js';
import {goOn, programs, startRegistry} from './pictures/stand-ins.js';
import {drawSvg} from './pictures/svg.js';
import {prepare, root} from './prepare.js';

const columns = 100;
const rows = 32;
const program = join(root, 'bin', 'kfp-wizard.js');
const pictures = join(root, 'docs', 'images');
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
		TMPDIR: folder,
		LANG: 'C.UTF-8',
		TERM: 'xterm-256color',
		FORCE_HYPERLINK: '0',
		KFP_WIZARD_HOST: kfp.url,
		KFP_WIZARD_IMAGE: `${registry.host}/bike-share`,
		AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
		KFP_WIZARD_NO_ACCESS_CHECK: '1',
		AWS_SECRET_ACCESS_KEY: 'this/is/not/a/secret/of/forty/characters',
	};
	const mask = masks([
		[registry.host, 'ghcr.io/nordsjo'],
		[kfp.url, 'https://kubeflow.local'],
	]);
	mkdirSync(pictures, {recursive: true});
	const take = (screen, name, title) => {
		writeFileSync(join(pictures, `${name}.svg`), drawSvg(screen.rows(mask), columns, title));
		say(`  docs/images/${name}.svg`);
	};
	const start = async (home, broken, args) => {
		const cwd = await example(join(folder, home, 'bike-share'), python, broken);
		writeFileSync(join(folder, 'project'), cwd);
		const own = {...env, HOME: join(folder, home)};
		const screen = openScreen(process.execPath, [program, ...args], {columns, rows, cwd, env: own});
		atEnd(screen.close);
		return screen;
	};

	say('', '▸ Taking pictures');
	const unfinished = await start('unfinished', true, ['-e', 'prod', '-p', '__default__', '--group-by', 'node']);
	await unfinished.waitFor('Where should local');
	unfinished.press('enter');
	await unfinished.waitFor(/ (?:fine|passed)$/m);
	unfinished.press('enter');
	await unfinished.waitFor('esc close');
	unfinished.press('down');
	await unfinished.waitFor(/❯ +✗ weather/);
	unfinished.press('enter');
	await unfinished.waitFor(/\+ .*weather:/);
	take(unfinished, 'checks', 'The checks: what would fail on a cluster, and the change that fixes it');
	unfinished.press('ctrl-c');
	await unfinished.exited();

	const screen = await start('ready', false, ['-e', 'prod', '--detach']);
	await screen.waitFor('On the cluster');
	take(screen, 'pipeline', 'Which pipeline? Its graph, its pods and its waiting time');
	screen.press('enter');
	await screen.waitFor('How should nodes');
	take(screen, 'grouping', 'How should nodes share containers? The numbers of each way side by side');
	screen.press('enter');
	await screen.waitFor('❯ Go ahead');
	take(screen, 'plan', 'The plan: what will be created, changed and kept, and where each value comes from');
	screen.press('enter');
	await screen.waitFor('Downloading pandas', {still: false});
	take(screen, 'work', 'The image is being built: how far it is, and the last lines of the engine');
	goOn(folder);
	await screen.waitFor('Save these options');
	screen.press('n');
	const exitCode = await screen.exited();
	if (exitCode !== 0) throw new Stop(1, [`The deploy ended with exit code ${exitCode}.`]);
	await screen.waitFor('Next');
	take(screen, 'end', 'The end: where everything is, and what to run next');
});

/** The example in a git repository, with its interpreter; `broken` takes two datasets from its catalog and two nodes their names. */
async function example(project, python, broken) {
	cpSync(join(root, 'examples', 'bike-share'), project, {recursive: true});
	cpSync(join(project, 'conf', 's3'), join(project, 'conf', 'prod'), {recursive: true});
	const change = (path, from, to) => {
		const file = join(project, path);
		writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
	};
	writeFileSync(join(project, 'Dockerfile'), 'FROM ghcr.io/tide/base:3\nCOPY . .\n');
	writeFileSync(join(project, '.dockerignore'), '.git\n.venv\ndata\n*.yaml\n');
	symlinkSync(dirname(dirname(python)), join(project, '.venv'));
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

/** Each line with the same number of columns, but where its end is masked. */
function masks(addresses) {
	return text => {
		let masked = text;
		for (const [from, to] of addresses) masked = masked.replaceAll(from, to.padEnd(from.length).slice(0, from.length));
		return masked
			.replaceAll(
				/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
				'0f3c9a71-5f2e-4d8b-9c41-7be0a2d6f813',
			)
			.replaceAll(/\b\d{4}-\d\d-\d\d\b/g, '2026-11-23')
			.replaceAll(/\b\d\d:\d\d(?::\d\d)?\b/g, time => '14:02:36'.slice(0, time.length))
			.replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, '⠹')
			.replaceAll(/(?<=\bbike-share-prod-)[0-9a-f]{12}\b/g, '4be1c09a77f2')
			.replaceAll(/Python 3\.\d+\.\d+/g, 'Python 3.12.4')
			.replaceAll(/(?<=tried in )[\d.]+ s/g, '6 s')
			.replaceAll(/(?<=done in )(?:\d+ min )?[\d.]+ s/g, '48 s')
			.replaceAll(/(?<=building with docker)(?: {2}(?:\d+ min )?\d+ s)?/g, '  9 s');
	};
}
