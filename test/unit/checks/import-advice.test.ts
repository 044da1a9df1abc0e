// What to do about an import that failed: to install a package only where it is not of the project.
import {expect, it} from 'vitest';
import {importAdvice} from '../../../src/checks/import-advice.ts';

const advice = (module: string) =>
	importAdvice(`ModuleNotFoundError: No module named '${module}'`, {package: 'demo', sourceDir: 'src'}, 'otherwise');

it('a module of another package is to be installed', () => {
	expect(advice('kedro_viz')).toMatch(/^Install the package with the module kedro_viz/);
	expect(advice('sklearn')).toMatch(/^Install scikit-learn, which has the module sklearn, for the/);
	expect(advice('pkg_resources')).toMatch(/^Install setuptools<81, which has the module pkg_resources, for the/);
});

it('a missing part of an installed package needs another version of it', () => {
	// Its first part is there, or Python would have named that one.
	expect(advice('kedro_viz.integrations')).toMatch(/^Install a version of kedro_viz that has kedro_viz\.integrations/);
});

it('a module in the source folder of the project is to be imported without the folder', () => {
	expect(advice('src')).toContain('PYTHONPATH=.');
	expect(advice('src.demo')).toMatch(/^Import it without "src\."/);
});

it('a module of the project itself and any other error get the other advice', () => {
	expect(advice('demo.nodes')).toBe('otherwise');
	expect(importAdvice('SyntaxError', {package: 'demo', sourceDir: 'src'}, 'otherwise')).toBe('otherwise');
});

it('a package that is installed and lacks the module is not to be installed, but another version of it', () => {
	const lacking = (package_: string, module: string) =>
		importAdvice(
			`settings.py cannot be loaded: ${package_} is installed and has no ${module}; another version is needed`,
			{package: 'demo', sourceDir: 'src'},
			'otherwise',
		);
	expect(lacking('pandas 2.2.3', 'pandas.nothing')).toMatch(
		/^Install a version of pandas that has pandas\.nothing, here/,
	);
	expect(lacking('Python 3.12.1', 'distutils')).toMatch(
		/^Use a version of Python that has distutils, here and in the Doc/,
	);
});
