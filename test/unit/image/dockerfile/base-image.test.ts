// What the name of a base image says.
import {expect, it} from 'vitest';
import {baseImage} from '../../../../src/image/dockerfile/base-image.ts';

it('knows public images by their name, through mirrors too', () => {
	for (const reference of [
		'python:3.11-slim',
		'docker.io/library/python:3.11',
		'public.ecr.aws/docker/library/debian:12',
		'harbor.acme.dev/proxy/library/ubuntu:24.04',
		'ghcr.io/astral-sh/uv:python3.11-bookworm',
		'continuumio/miniconda3',
		`python:3.11@sha256:${'0'.repeat(64)}`,
	])
		expect([reference, baseImage(reference, 1).isPublic]).toEqual([reference, true]);
	for (const reference of ['acme/python-kedro:3.11', 'ghcr.io/acme/churn:1', 'scratch', undefined])
		expect([reference, baseImage(reference, 1).isPublic]).toEqual([reference, false]);
});

it('reads the version of Python from the name or the tag', () => {
	const python = (reference: string) => baseImage(reference, 1).python;
	expect(
		[
			'python:3.9-slim',
			'python',
			'python:slim',
			'pypy:3.9',
			'debian:12',
			'x/python-311',
			'jupyter/x:python-3.11.6',
		].map(python),
	).toEqual(['3.9', '3', '3', undefined, undefined, '3.11', '3.11']);
});
