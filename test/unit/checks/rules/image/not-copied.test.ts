// The rule image/not-copied: parts of the project that the last stage of its Dockerfile does not have where Kedro looks.
import {expect, it} from 'vitest';
import {type Built, foundIn} from '../../../../support/own-dockerfile.ts';

const head = 'FROM python:3.11-slim\nWORKDIR /app\nRUN pip install kedro pandas\nUSER 1000\n';
const found = (rest: string, built: Built = {}) =>
	foundIn(head + rest, built)
		.filter(({rule}) => rule === 'image/not-copied')
		.map(({severity, line, fix}) => `${severity} ${line} ${fix?.title}`);

it('finds nothing where every part is at its place', () => {
	for (const rest of [
		'COPY . .',
		'COPY . /app/',
		'COPY ["./", "./"]',
		'ADD . .',
		'COPY --chown=1:1 pyproject.toml requirements.txt ./\nCOPY conf conf/\nCOPY src /app/src',
		'COPY pyproject.tom[l] ./\nCOPY conf ./conf\nCOPY src/demo src/demo',
		'COPY . /tmp/all\nRUN cp -r /tmp/all/. /app',
		'COPY . /tmp/all/\nRUN mv /tmp/all/conf /tmp/all/src /tmp/all/pyproject.toml /app/',
		'COPY pyproject.toml ./\nCOPY src ./src\nRUN git clone https://git.acme.dev/conf.git conf',
		'COPY pyproject.toml /app/\nCOPY --parents src/demo conf/base conf/s3 ./',
		'ARG TARGET=/app\nENV HERE=${TARGET}\nCOPY . ${HERE:-/nowhere}',
		'COPY . .\nWORKDIR /app/src',
	])
		expect([rest, found(rest)]).toEqual([rest, []]);
});

it('names what is missing and the COPY that brings it', () => {
	expect(found('COPY pyproject.toml ./\nCOPY src src\n')).toEqual([
		'error 6 Add after line 6 of Dockerfile: COPY conf /app/conf',
	]);
	expect(found('COPY conf conf\nCOPY --chown=1000:0 src src\n')).toEqual([
		'error 6 Add after line 6 of Dockerfile: COPY --chown=1000:0 pyproject.toml ./',
	]);
	expect(
		found('COPY pyproject.toml ./\nCOPY conf conf\nCOPY src/other src/other', {files: ['src/other/x.py']}),
	).toEqual(['error 7 Add after line 7 of Dockerfile: COPY src /app/src']);
	// The configuration of the base alone is not enough.
	expect(found('COPY pyproject.toml ./\nCOPY src src\nCOPY conf/base conf/base')).toEqual([
		'error 7 Add after line 7 of Dockerfile: COPY conf /app/conf',
	]);
	expect(found('COPY . .\nRUN rm -rf conf/s3 README.md')).toEqual([
		'error 5 Add after line 5 of Dockerfile: COPY conf /app/conf',
	]);
	expect(found('')).toEqual(['error 1 Add after line 4 of Dockerfile: COPY . .']);
	expect(found('ONBUILD COPY . .')).toEqual(['error 5 Add after line 5 of Dockerfile: COPY . .']);
});

it('a module that no node needs is a warning', () => {
	const rest = 'COPY pyproject.toml ./\nCOPY conf conf\nCOPY src/demo/*.py src/demo/';
	expect(found(rest)).toEqual([]);
	expect(found(rest, {files: ['src/demo/helpers/x.py']})).toEqual([
		'warning 7 Add after line 7 of Dockerfile: COPY src /app/src',
	]);
});

it('COPY of several folders merges what is in them', () => {
	const [first] = foundIn(`${head}COPY src conf pyproject.toml ./`);
	expect(first?.message).toContain(
		'copies conf/base/catalog.yml to /app/base/catalog.yml, and Kedro looks for it at /app/conf/base/catalog.yml',
	);
});

it('a project that stays in an earlier stage is copied from there', () => {
	const stages = (last: string) => `FROM python:3.11-slim AS Build\nWORKDIR /srv\nCOPY . .\n${head}${last}`;
	const titles = (last: string) =>
		foundIn(stages(last)).flatMap(({rule, line, fix}) =>
			rule === 'image/not-copied' ? [`${line} ${fix?.title}`] : [],
		);
	expect(titles('')).toEqual(['4 Add after line 7 of Dockerfile: COPY --from=build /srv /srv']);
	expect(titles('COPY --from=build /srv /app')).toEqual([]);
	expect(titles('COPY --from=0 /srv/ ./')).toEqual([]);
	expect(titles('COPY --from=build /srv/src /app/src\nCOPY --from=build /srv/pyproject.toml .')).toEqual([
		'9 Add after line 9 of Dockerfile: COPY conf /app/conf',
	]);
	expect(
		foundIn('FROM python:3.11-slim AS a\nWORKDIR /app\nCOPY . .\nRUN pip install kedro pandas\nFROM a\nUSER 1'),
	).toEqual([]);
	expect(
		foundIn(
			'FROM python:3.11-slim AS a\nRUN pip install kedro pandas\nONBUILD WORKDIR /app\nONBUILD COPY . .\nFROM a\nUSER 1',
		),
	).toEqual([]);
});

it('a base image that may have the project is not judged', () => {
	for (const base of ['ghcr.io/acme/churn-base:3', 'acme/kedro:1', 'registry.acme.dev:5000/team/x:2', '$BASE'])
		expect([base, foundIn(`FROM ${base}\nCOPY conf conf`)]).toEqual([base, []]);
	expect(
		foundIn(
			'FROM python:3.11-slim\nRUN pip install kedro pandas\nCOPY --from=acme/churn:1 /app /app\nWORKDIR /app\nUSER 1',
		),
	).toEqual([]);
	const mirrored = 'FROM harbor.acme.dev/hub/library/python:3.11-slim\nCOPY src src\nUSER 1';
	expect(foundIn(mirrored).map(({rule}) => rule)).toContain('image/not-copied');
});
