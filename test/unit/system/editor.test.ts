// The command of the user's editor, with the line in its own way.
import {expect, it} from 'vitest';
import {editorCommand} from '../../../src/system/editor.ts';

const file = {path: '/p/catalog.yml', line: 7};

it.each([
	[{EDITOR: 'nano'}, ['nano', '+7', '/p/catalog.yml']],
	[{EDITOR: 'nano', VISUAL: 'code --wait'}, ['code', '--wait', '--goto', '/p/catalog.yml:7']],
	[{VISUAL: '', EDITOR: '/usr/bin/nvim -u NONE'}, ['/usr/bin/nvim', '-u', 'NONE', '+7', '/p/catalog.yml']],
	[{EDITOR: '"/opt/my editor/subl" -w'}, ['/opt/my editor/subl', '-w', '/p/catalog.yml:7']],
	[{EDITOR: 'unknown'}, ['unknown', '/p/catalog.yml']],
	[{}, ['vi', '+7', '/p/catalog.yml']],
])('with %o it is %j', (env, command) => {
	expect(editorCommand(file, env, 'linux')).toEqual(command);
});

it('a file without a line is opened at its start, in notepad on Windows', () => {
	expect(editorCommand({path: 'x', line: undefined}, {EDITOR: 'vim'}, 'linux')).toEqual(['vim', 'x']);
	expect(editorCommand(file, {}, 'win32')).toEqual(['notepad', '/p/catalog.yml']);
});
