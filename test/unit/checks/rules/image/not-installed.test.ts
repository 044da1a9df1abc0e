// The rule image/not-installed: Kedro or the requirements that no RUN installs.
import {expect, it} from 'vitest';
import {foundIn} from '../../../../support/own-dockerfile.ts';

const found = (lines: string, from = 'FROM python:3.11-slim') =>
	foundIn(`${from}\nWORKDIR /app\nCOPY . .\n${lines}\nUSER 1`)
		.filter(({rule}) => rule === 'image/not-installed')
		.map(({severity, line, message}) => `${severity} ${line} ${message}`);

it('finds an image without Kedro, and one without the requirements', () => {
	expect(found('')).toEqual([
		'error 1 Dockerfile never installs Kedro or anything else: no task will find the command kedro',
	]);
	expect(found('RUN apt-get install -y git && pip install --upgrade pip')).toEqual([
		'error 4 Dockerfile never installs Kedro: no task will find the command kedro',
	]);
	expect(found('RUN pip install kedro')).toEqual([
		'error 4 Dockerfile does not install requirements.txt: pandas will be missing in every task',
	]);
	const stages =
		'FROM python:3.11 AS build\nCOPY . .\nRUN python -m venv /v && /v/bin/pip install -r requirements.txt\nFROM python:3.11-slim';
	expect(found('', stages)[0]).toContain('Kedro is installed in /v of the stage build (line 1)');
});

it('finds nothing where the requirements are installed in some way, or may be', () => {
	for (const lines of [
		'RUN pip install -r requirements.txt',
		'RUN pip install --no-cache-dir --requirement=/app/requirements.txt',
		'RUN cd /app && python -m pip install -rrequirements.txt',
		'RUN --mount=type=bind,source=requirements.txt,target=/r.txt pip install -r /r.txt',
		'RUN pip install "kedro[all]>=1" pandas==2.2',
		'RUN pip install .',
		'RUN pip install -e ".[dev]"',
		'RUN pip install dist/*.whl',
		'RUN pip install git+https://git.acme.dev/churn.git',
		'RUN uv export -o /tmp/r.txt && uv pip install --system -r /tmp/r.txt',
		'RUN make install',
		'RUN bash install.sh',
		'RUN python scripts/install.py',
		'COPY --from=acme/tools:1 /opt/venv /opt/venv',
	])
		expect([lines, found(lines)]).toEqual([lines, []]);
	for (const base of ['acme/base:1', 'quay.io/jupyter/scipy-notebook:2024-05-01', 'harbor.acme.dev/python:3.11'])
		expect([base, found('', `FROM ${base}`)]).toEqual([base, []]);
});
