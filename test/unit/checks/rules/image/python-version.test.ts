// The rule image/python-version: another Python in the image than the project's.
import {expect, it} from 'vitest';
import {foundIn} from '../../../../support/own-dockerfile.ts';

const found = (from: string, kedro = '1.7.0') =>
	foundIn(`${from}\nWORKDIR /app\nCOPY . .\nUSER 1`, {project: {kedro}})
		.filter(({rule}) => rule === 'image/python-version')
		.map(({severity, line, fix}) => `${severity} ${line} ${fix?.title}`);

it('finds another version, wherever it is named', () => {
	const change = (line: number, text: string) => `Change line ${line} of Dockerfile to: ${text}`;
	expect(found('FROM python:3.12-slim')).toEqual([`warning 1 ${change(1, 'FROM python:3.11-slim')}`]);
	expect(found('FROM python:3.9')).toEqual([`error 1 ${change(1, 'FROM python:3.11')}`]);
	expect(found('FROM python:3.9.18-slim AS x', '0.19.9')).toEqual([
		`warning 1 ${change(1, 'FROM python:3.11-slim AS x')}`,
	]);
	expect(found('ARG PYTHON=3.12\nFROM docker.io/library/python:${PYTHON}-slim')).toEqual([
		`warning 1 ${change(1, 'ARG PYTHON=3.11')}`,
	]);
	expect(found('ARG BASE=python:3.12-slim\nFROM --platform=$TARGETPLATFORM $BASE')).toEqual([
		`warning 1 ${change(1, 'ARG BASE=python:3.11-slim')}`,
	]);
	for (const from of [
		'FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim',
		'FROM registry.access.redhat.com/ubi9/python-312:1',
		'FROM python:3.12-slim-bullseye',
		'FROM ubuntu:24.04\nRUN apt-get install -y python3-pip',
		'FROM ubuntu:22.04\nRUN apt-get install -y python3.12',
		'FROM continuumio/miniconda3:1\nRUN conda create -n x python=3.12',
		'FROM debian:12\nRUN uv venv --python 3.12 /v',
		'FROM python:3-slim',
	])
		expect([from, found(from).map(text => text.slice(0, 8))]).toEqual([from, ['warning ']]);
});

it('finds it in the stage that installs the packages too, so that both change', () => {
	const stages =
		'FROM python:3.9 AS build\nRUN python -m venv /v && /v/bin/pip install kedro pandas\nFROM python:3.9-slim\nCOPY --from=build /v /v';
	expect(found(stages, '0.19.9').map(text => text.slice(0, 9))).toEqual(['warning 1', 'warning 3']);
	expect(found('ARG OTHER=3.12\nFROM python:3.12')).toEqual([
		'warning 2 Change line 2 of Dockerfile to: FROM python:3.11',
	]);
});

it('finds nothing where it is the same, or cannot be known', () => {
	for (const from of [
		'FROM python:3.11',
		'FROM python:3.11.9-slim-bookworm',
		'ARG V=3.11\nFROM python:$V',
		'FROM debian:12\nRUN apt-get install -y python3',
		'FROM acme/base:3.9',
		'FROM nvidia/cuda:12.4.0-runtime-ubuntu22.04',
		'ARG V\nFROM acme/python-base:${V:-1}',
		'FROM python:3.9 AS tools\nFROM python:3.11-slim',
	])
		expect([from, found(from)]).toEqual([from, []]);
});
