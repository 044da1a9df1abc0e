// The rule image/kedro-not-on-path: packages in an environment that a task does not see.
import {expect, it} from 'vitest';
import {foundIn} from '../../../../support/own-dockerfile.ts';

const end = '\nUSER 1';
const found = (lines: string, from = 'FROM python:3.11-slim') =>
	foundIn(`${from}\nWORKDIR /app\nCOPY . .\n${lines}${end}`)
		.filter(({rule}) => rule === 'image/kedro-not-on-path')
		.map(({severity, fix}) => `${severity} ${fix?.title}`);

it('finds each environment whose programs are not in PATH', () => {
	const venv = 'error Add after line 5 of Dockerfile: ENV PATH=/opt/venv/bin:$PATH';
	expect(found('RUN python -m venv /opt/venv && /opt/venv/bin/pip install -r requirements.txt')).toEqual([venv]);
	expect(found('RUN python3 -m venv /opt/venv && . /opt/venv/bin/activate && pip install -r requirements.txt')).toEqual(
		[venv],
	);
	expect(
		found('RUN virtualenv /opt/venv; ["bash"] || bash -c "source /opt/venv/bin/activate && pip install kedro pandas"'),
	).toEqual([venv]);
	expect(found('RUN ["/opt/venv/bin/python", "-m", "pip", "install", "kedro", "pandas"]')).toEqual([venv]);
	expect(found('RUN uv sync --frozen', 'FROM ghcr.io/astral-sh/uv:python3.11-bookworm')).toEqual([
		'error Add after line 5 of Dockerfile: ENV PATH=/app/.venv/bin:$PATH',
	]);
	expect(found('RUN pixi install -e prod')).toEqual([
		'error Add after line 5 of Dockerfile: ENV PATH=/app/.pixi/envs/prod/bin:$PATH',
	]);
	expect(found('RUN pip install --user -r requirements.txt')).toEqual([
		'error Add after line 5 of Dockerfile: ENV PATH=/root/.local/bin:$PATH',
	]);
	expect(found('RUN pip install poetry && poetry install')).toEqual([
		'error Add after line 3 of Dockerfile: ENV POETRY_VIRTUALENVS_CREATE=false',
	]);
	expect(found('RUN pip install pipenv && pipenv install --deploy')[0]).toContain('pipenv install --system');
	expect(found('RUN conda env create -n demo -f environment.yml', 'FROM continuumio/miniconda3:24.1.2-0')).toEqual([
		'error Add after line 5 of Dockerfile: ENV PATH=/opt/conda/envs/demo/bin:$PATH',
	]);
	expect(found('RUN conda env create -f environment.yml', 'FROM condaforge/miniforge3:24.1.2-0')[0]).toContain(
		'envs/NAME/bin',
	);
	expect(found('RUN micromamba install -y -n base -f env.yml', 'FROM mambaorg/micromamba:1.5')).toEqual([
		'error Add after line 5 of Dockerfile: ENV PATH=/opt/conda/bin:$PATH',
	]);
	expect(
		found(
			'SHELL ["conda", "run", "-n", "x", "/bin/sh", "-c"]\nRUN pip install kedro',
			'FROM continuumio/miniconda3:1',
		)[0],
	).toContain('/opt/conda/envs/x/bin');
});

it('finds nothing where the programs are in PATH, or may be', () => {
	for (const lines of [
		'RUN pip install -r requirements.txt',
		'RUN python -m venv /v && /v/bin/pip install -r requirements.txt\nENV PATH="/v/bin:${PATH}"',
		'ENV VIRTUAL_ENV=/v\nRUN python -m venv $VIRTUAL_ENV\nENV PATH="$VIRTUAL_ENV/bin:$PATH"\nRUN pip install -r requirements.txt',
		'ENV UV_PROJECT_ENVIRONMENT=/usr/local\nRUN uv sync',
		'RUN uv pip install --system -r requirements.txt',
		'ENV UV_SYSTEM_PYTHON=1\nRUN uv pip install -r requirements.txt',
		'RUN poetry config virtualenvs.create false && poetry install',
		'ENV POETRY_VIRTUALENVS_IN_PROJECT=1 PATH=/app/.venv/bin:$PATH\nRUN poetry install',
		'RUN pipenv install --system --deploy',
		'RUN python -m venv /v && /v/bin/pip install kedro pandas && ln -s /v/bin/kedro /usr/local/bin/kedro',
		'RUN ./install.sh',
	])
		expect([lines, found(lines)]).toEqual([lines, []]);
	const conda = 'RUN conda env create -f environment.yml\nENV PATH=/opt/conda/envs/demo/bin:$PATH';
	expect(found(conda, 'FROM continuumio/miniconda3:24.1.2-0')).toEqual([]);
	expect(found('RUN conda install kedro pandas', 'FROM continuumio/miniconda3:24.1.2-0')).toEqual([]);
});

it('a base image whose PATH cannot be known makes it a warning', () => {
	expect(found('RUN python -m venv /v && /v/bin/pip install kedro', 'FROM acme/base:1')).toEqual([
		'warning Add after line 5 of Dockerfile: ENV PATH=/v/bin:$PATH',
	]);
	const other = 'RUN python -m venv /v && /v/bin/pip install kedro\nENV PATH=/w/bin:$PATH';
	expect(found(other, 'FROM acme/base:1')).toEqual(['warning Add after line 6 of Dockerfile: ENV PATH=/v/bin:$PATH']);
	expect(found(other.replace('/w', '/v'), 'FROM acme/base:1'), 'what the advice says').toEqual([]);
});

it('finds packages of an earlier stage that come without their programs', () => {
	const stage =
		'FROM python:3.11 AS build\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nFROM python:3.11-slim';
	const libraries = 'COPY --from=build /usr/local/lib/python3.11/site-packages /usr/local/lib/python3.11/site-packages';
	expect(found(libraries, stage)).toEqual([
		'error Add after line 8 of Dockerfile: COPY --from=build /usr/local/bin /usr/local/bin',
	]);
	expect(found(`${libraries}\nCOPY --from=build /usr/local/bin /usr/local/bin`, stage)).toEqual([]);
	const prefix = 'FROM python:3.11 AS build\nRUN pip install --prefix=/install kedro pandas\nFROM python:3.11-slim';
	expect(found('COPY --from=build /install /usr/local', prefix)).toEqual([]);
});
