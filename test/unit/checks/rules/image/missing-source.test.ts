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
