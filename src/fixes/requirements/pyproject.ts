// A dependency in a pyproject.toml, edited as text so that comments and layout stay.
import {parse} from 'smol-toml';
import * as z from 'zod';
import {isOf, newRequirement, pinned, type RequirementEdit, unchanged} from './requirement.ts';

const Pyproject = z.object({project: z.object({dependencies: z.array(z.string())})});

function dependenciesOf(text: string): readonly string[] | undefined {
	try {
		return Pyproject.safeParse(parse(text)).data?.project.dependencies;
	} catch {
		return undefined;
	}
}

/**
 * The text with one more of `project.dependencies`, or one of them pinned. The result is read again to check that nothing
 * else has changed.
 * @throws WizardError `project` REQUIREMENTS_LEFT_ALONE where the list is missing or is not written in a known way.
 */
export function inPyproject(text: string, edit: RequirementEdit): string {
	const {name, version, pin} = edit;
	const before = dependenciesOf(text);
	if (before === undefined) throw unchanged(edit, 'it has no list project.dependencies');
	const present = before.find(each => isOf(each, name));
	const fresh = newRequirement(edit, before);
	if (present !== undefined && !pin) return text;
	const after =
		present === undefined ? [...before, fresh] : before.map(each => (each === present ? pinned(each, version) : each));
	if (JSON.stringify(after) === JSON.stringify(before)) return text;
	const edited =
		present === undefined ? withDependency(text, fresh) : text.replace(present, () => pinned(present, version));
	if (edited === undefined || JSON.stringify(dependenciesOf(edited)) !== JSON.stringify(after)) {
		throw unchanged(edit, 'its dependencies are not written in a known way');
	}
	return edited;
}

/** The text with one more string in the list: on a line of its own where the others have theirs. */
function withDependency(text: string, fresh: string): string | undefined {
	const list = /^\[project\][^\S\n]*(?:#.*)?\r?\n(?:(?!\[).*\r?\n)*?dependencies\s*=\s*\[/m.exec(text);
	if (list === null) return undefined;
	const start = list.index + list[0].length;
	const items = [...text.slice(start).matchAll(/("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*|\])/g)];
	const close = items.findIndex(([token]) => token === ']');
	const strings = items.slice(0, close).filter(([token]) => !token.startsWith('#'));
	const end = start + (items[close]?.index ?? 0);
	const last = strings.at(-1);
	if (close < 0 || last === undefined) return undefined;
	const afterLast = start + last.index + last[0].length;
	const quote = last[0].charAt(0);
	const rest = text.slice(afterLast, end);
	const comma = /^\s*,/.exec(rest)?.[0];
	const entry = `${quote}${fresh}${quote}`;
	if (!rest.includes('\n')) return `${text.slice(0, afterLast)}, ${entry}${rest}${text.slice(end)}`;
	const [indent = ''] = /[^\S\n]*$/.exec(text.slice(0, start + last.index)) ?? [];
	const lineEnd = rest.indexOf('\n') - (rest.includes('\r\n') ? 1 : 0);
	const newline = rest.includes('\r\n') ? '\r\n' : '\n';
	const line = `${comma === undefined ? ',' : ''}${rest.slice(0, lineEnd)}${newline}${indent}${entry},`;
	return `${text.slice(0, afterLast)}${line}${rest.slice(lineEnd)}${text.slice(end)}`;
}
