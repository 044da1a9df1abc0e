// The variables that a Dockerfile sets in its image.
import {expect, it} from 'vitest';
import {environmentOf} from '../../../../src/image/outline/environment.ts';

it('are those of the last stage and of the stages below it', () => {
	const text = `ARG REGION=eu
FROM python:3.11 AS base
ENV SHOP_BUCKET=shop MODE="a b"
FROM base AS other
ENV OTHER=1
FROM base
ARG REGION
ARG TAG
ENV SHOP_REGION=$REGION SHOP_TAG=$TAG \\
    MODE=c
`;
	expect(environmentOf(text)).toMatchObject({SHOP_BUCKET: 'shop', MODE: 'c', SHOP_REGION: 'eu'});
	expect(environmentOf(text)).not.toHaveProperty('OTHER');
	expect(environmentOf('RUN true\n')).toEqual({});
});
