// Answers that ask for a login, and what asks.
import {expect, it} from 'vitest';
import {loginNeed} from '../../../../src/kfp/auth/login-need.ts';
import {answer} from '../../../support/kfp-answers.ts';

const redirect = (location: string) => ({status: 302, headers: new Headers({location}), text: ''});
const page = (status: number, html: string) => answer(status, html, 'text/html; charset=utf-8');

it.each([
	['Dex', redirect('/dex/auth?client_id=kubeflow')],
	['Dex', page(200, '<html><title>dex</title><form><input name="login"><input type="password"></form>')],
	['oauth2-proxy', redirect('https://kf.example.com/oauth2/start?rd=/')],
	['oauth2-proxy', page(403, '<html><title>Sign In</title><form action="/oauth2/start">')],
	['Google IAP', redirect('https://accounts.google.com/o/oauth2/v2/auth?client_id=x')],
	['Google IAP', answer(401, 'Invalid IAP credentials: empty token', 'text/html')],
	['Istio', answer(403, 'RBAC: access denied', 'text/plain')],
	['Kubeflow Pipelines', answer(401, {code: 16, message: 'User identity is empty'})],
	[undefined, page(200, '<html><title>Company single sign-on: log in</title>')],
	[undefined, redirect('https://login.example.com/login?next=x')],
] as const)('%s asks', (product, given) => expect(loginNeed(given)).toEqual({product}));

it.each([
	['a permission that a known user lacks', answer(403, {code: 7, message: 'not authorized'})],
	['an answer', answer(200, {runs: []})],
	['another page', page(200, '<html><title>Grafana</title>')],
	['another redirect', redirect('https://kf.example.com/apis')],
	['a missing resource', answer(404, {code: 5, message: 'Not Found'})],
])('%s asks for no login', (_, given) => expect(loginNeed(given)).toBeUndefined());
