// The rule image/working-folder: a WORKDIR other than the folder of the project.
import {expect, it} from 'vitest';
import {type Built, imageFindings} from '../../../../support/own-dockerfile.ts';

const install = 'RUN pip install kedro pandas\nUSER 1\n';
const found = (rest: string, built?: Built) => imageFindings(`FROM python:3.11-slim\n${install}${rest}`, built);

it('a working folder outside the project is an error, with the line that mends it', () => {
	expect(found('COPY . /app')).toEqual(['error working-folder 1']);
	expect(found('WORKDIR /srv\nCOPY . /app')).toEqual(['error working-folder 4']);
	expect(found('WORKDIR /app\nCOPY . .\nWORKDIR /')).toEqual(['error working-folder 6']);
	// An ARG before FROM is empty in the stage that does not name it again.
	expect(
		imageFindings(`ARG HOME_DIR=/app\nFROM python:3.11-slim\n${install}COPY . /app\nWORKDIR \${HOME_DIR}`),
	).toEqual(['error working-folder 6']);
});

it('the folder of the project and, from Kedro 0.19 on, those in it are right', () => {
	expect(found('WORKDIR /app\nCOPY . .')).toEqual([]);
	expect(found('WORKDIR /srv\nWORKDIR app\nCOPY . /srv/app')).toEqual([]);
	expect(found('COPY . /app\nWORKDIR /app/src')).toEqual([]);
	expect(found('COPY . /app\nWORKDIR /app/src', {project: {kedro: '0.18.14'}})).toEqual(['error working-folder 5']);
	expect(imageFindings(`ARG D=/app\nFROM python:3.11-slim\nARG D\n${install}WORKDIR $D\nCOPY . .`)).toEqual([]);
	expect(imageFindings('FROM acme/base:1\nCOPY . app')).toEqual([]);
});
