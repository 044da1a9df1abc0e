// The rule image/missing-source: what a COPY names and the build does not have.
import {expect, it} from 'vitest';
import {type Built, foundIn} from '../../../../support/own-dockerfile.ts';

const found = (line: string, built?: Built) =>
	foundIn(`FROM acme/base:1\nWORKDIR /app\n${line}`, built).flatMap(({rule, fix}) =>
		rule === 'image/missing-source' ? [fix?.title] : [],
	);

it('tells what the ignore file excludes from what does not exist', () => {
	const ignore = 'data\n!data/keep\nmodels/*\n';
	const wrong = 'Correct or remove the path in line 3 of Dockerfile';
	expect(found('COPY data/raw /data', {ignore})).toEqual(['Add to .dockerignore: !data/raw']);
	expect(found('ADD --chown=1 models/a.bin /m/', {ignore})).toEqual(['Add to .dockerignore: !models/a.bin']);
	expect(found('COPY data/keep /data', {ignore})).toEqual([wrong]);
	expect(found('COPY uv.lock pyproject.toml ./')).toEqual([wrong]);
	expect(found('COPY ../libs /libs')).toEqual([wrong]);
	// What looks like a secret is not included.
	expect(found('COPY conf/local/credentials.yml /x', {ignore: 'conf/local'})).toEqual([wrong]);
});

it('does not report what is there, comes from elsewhere, or may be missing', () => {
	for (const line of [
		'COPY . .',
		'COPY /pyproject.toml ./conf/base/ /x/',
		'COPY *.lock pyproject.toml ./',
		'COPY --from=other /nowhere /x',
		'ADD https://acme.dev/x.tar.gz /x/',
		'COPY <<EOF /x\n../y\nEOF',
		'COPY $UNKNOWN /x',
		'RUN <<EOF\nCOPY nothing /x\nEOF',
		'COPY conf \\\n  # not a file\n  /x',
	])
		expect([line, found(line)]).toEqual([line, []]);
});

it('a requirement file that is not in the image when it is installed is reported', () => {
	const python = (lines: string, built?: Built) =>
		foundIn(`FROM python:3.11-slim\nWORKDIR /app\n${lines}`, built).flatMap(({rule, line, fix}) =>
			rule === 'image/missing-source' ? [`${line} ${fix?.title}`] : [],
		);
	const install = 'RUN pip install -r requirements.txt';
	expect(python(`${install}\nCOPY . .`)).toEqual(['3 Add after line 2 of Dockerfile: COPY requirements.txt ./']);
	expect(python(`COPY . .\n${install}`, {without: 'requirements', ignore: '*.txt'})).toEqual([
		'4 Add to .dockerignore: !requirements.txt',
	]);
	expect(python(`COPY src src\nRUN pip install -r /tmp/dev.txt`)).toEqual([
		'4 Correct the path in line 4 of Dockerfile',
	]);
	for (const lines of [
		`COPY . .\n${install}`,
		`RUN poetry export -o requirements.txt\n${install}`,
		'RUN curl -o /tmp/r.txt https://x && pip install -r /tmp/r.txt',
		'RUN pip install -r https://acme.dev/requirements.txt',
		`ADD https://acme.dev/requirements.txt .\n${install}`,
		'RUN --mount=type=bind,target=/src pip install -r /src/requirements.txt',
		'RUN uv export | pip install -r -',
	])
		expect([lines, python(lines)]).toEqual([lines, []]);
});
